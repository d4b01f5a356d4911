/** The same keys as the English texts have, each with a text. */
export type TranslationOf<Messages> = {
  readonly [Key in keyof Messages]: Messages[Key] extends string
    ? string
    : TranslationOf<Messages[Key]>;
};

interface NestedMessages {
  readonly [key: string]: string | NestedMessages;
}

/**
 * Paths of nested texts, their parts joined by dots.
 *
 * @public
 */
export type FlatKey<Messages> = {
  [Key in keyof Messages & string]: Messages[Key] extends string
    ? Key
    : `${Key}.${FlatKey<Messages[Key]>}`;
}[keyof Messages & string];

/**
 * The text at a path of nested texts.
 *
 * @public
 */
export type TextAt<Messages, Key> = Key extends keyof Messages
  ? Messages[Key]
  : Key extends `${infer Group}.${infer Rest}`
  ? Group extends keyof Messages
    ? TextAt<Messages[Group], Rest>
    : never
  : never;

/**
 * Nested texts under the keys that `t` takes: `a: { b: 'x' }` becomes `'a.b': 'x'`.
 *
 * @public
 */
export type FlatMessages<Messages> = {
  readonly [Key in FlatKey<Messages>]: TextAt<Messages, Key> & string;
};

/** Nested texts under the keys that `t` takes: `a: { b: 'x' }` becomes `'a.b': 'x'`. */
export function flatMessages<Messages extends NestedMessages>(
  messages: Messages,
): Record<FlatKey<Messages>, string> {
  return Object.fromEntries(flatEntries(messages, '')) as Record<
    FlatKey<Messages>,
    string
  >;
}

function flatEntries(
  messages: NestedMessages,
  prefix: string,
): Array<[key: string, text: string]> {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${prefix}${key}`, value] as [string, string]]
      : flatEntries(value, `${prefix}${key}.`),
  );
}
