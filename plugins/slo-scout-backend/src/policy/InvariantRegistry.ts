import type { InvariantId } from '@slo-scout/backstage-plugin-slo-scout-common';
import { isInvariantId } from './invariantId';
import { type CustomInvariant, type Invariant, invariants } from './invariants';

/** The plugin's own invariants, and those that modules add before the start. */
export class InvariantRegistry {
  readonly #all: ReadonlyMap<InvariantId, Invariant>;
  readonly #custom: readonly CustomInvariant[];

  /** Throws where an id is taken or ill-formed. */
  constructor(custom: readonly CustomInvariant[] = []) {
    const all = new Map<InvariantId, Invariant>(
      invariants.map(invariant => [invariant.id, invariant]),
    );
    for (const invariant of custom) {
      if (!isInvariantId(invariant.id)) {
        throw new Error(
          `An invariant's id is words of a-z, 0-9 and _, joined by dots, 64 characters at most; not ${JSON.stringify(
            invariant.id,
          )}`,
        );
      }
      if (all.has(invariant.id)) {
        throw new Error(`There is an invariant ${invariant.id} already`);
      }
      all.set(invariant.id, invariant);
    }
    this.#all = all;
    this.#custom = custom;
  }

  all(): Invariant[] {
    return [...this.#all.values()];
  }

  get(id: InvariantId): Invariant | undefined {
    return this.#all.get(id);
  }

  /** Those of modules, some of which measure on their own. */
  custom(): readonly CustomInvariant[] {
    return this.#custom;
  }
}
