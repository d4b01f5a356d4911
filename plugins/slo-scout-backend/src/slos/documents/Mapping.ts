import { Findings, listed } from './Findings';

type Key<T> = keyof T & string;
type Inner<T> = NonNullable<T> & object;
type Item<T> = NonNullable<T> extends ReadonlyArray<infer I>
  ? I & object
  : never;

/**
 * A mapping of a document that knows what was asked of it. What nobody asked
 * for is named at the end: a field can be left out, but not in silence.
 * Fields without a value (YAML's null) count as absent.
 */
export class Mapping<T extends object> {
  readonly path: string;
  readonly #value: T;
  readonly #findings: Findings;
  readonly #taken = new Set<string>();
  readonly #inner = new Map<string, Mapping<object>>();
  #reason = '';
  #whole = false;

  /** @param value - of the shape that a schema has checked */
  constructor(path: string, value: T, findings: Findings) {
    this.path = path;
    this.#value = value;
    this.#findings = findings;
  }

  /** Path of a field. */
  at(key: Key<T>): string {
    return `${this.path}.${key}`;
  }

  has(key: Key<T>): boolean {
    return this.#get(key) !== undefined;
  }

  /** The value of a field, which is used as a whole. */
  take<K extends Key<T>>(key: K): NonNullable<T[K]> | undefined {
    this.#taken.add(key);
    return this.#get(key);
  }

  /** The mapping in a field, which is used in parts. The same one each time. */
  child<K extends Key<T>>(key: K): Mapping<Inner<T[K]>> | undefined {
    const value = this.take(key);
    return value === undefined
      ? undefined
      : this.#open<Inner<T[K]>>(this.at(key), value as Inner<T[K]>);
  }

  /** The mappings of a list. The same ones each time. */
  children<K extends Key<T>>(key: K): Array<Mapping<Item<T[K]>>> {
    const items = (this.take(key) ?? []) as Array<Item<T[K]>>;
    return items.map((item, index) =>
      this.#open<Item<T[K]>>(`${this.at(key)}[${index}]`, item),
    );
  }

  /** Names a field that is not used, and says why; nothing where it is absent. */
  leave(key: Key<T>, reason: string) {
    if (this.take(key) === undefined) return;
    this.#findings.warn(this.at(key), `Not used. ${reason}`);
  }

  /** Says why what nobody asks for is not used. */
  because(reason: string): this {
    this.#reason = ` ${reason}`;
    return this;
  }

  /** Counts all of it as used, or as named elsewhere. */
  takeAll() {
    this.#whole = true;
  }

  /** Warns of every field that nobody asked for, here and further in. */
  nameTheRest() {
    if (this.#whole) return;
    const rest = (Object.keys(this.#value) as Array<Key<T>>).filter(
      key => !this.#taken.has(key) && this.has(key),
    );
    if (rest.length > 0) {
      this.#findings.warn(
        this.path,
        `Not used: ${listed(rest)}.${this.#reason}`,
      );
    }
    for (const inner of this.#inner.values()) inner.nameTheRest();
  }

  #get<K extends Key<T>>(key: K): NonNullable<T[K]> | undefined {
    return Object.hasOwn(this.#value, key)
      ? this.#value[key] ?? undefined
      : undefined;
  }

  #open<U extends object>(path: string, value: U): Mapping<U> {
    const known = this.#inner.get(path);
    if (known) return known as unknown as Mapping<U>;
    const opened = new Mapping(path, value, this.#findings);
    this.#inner.set(path, opened as unknown as Mapping<object>);
    return opened;
  }
}
