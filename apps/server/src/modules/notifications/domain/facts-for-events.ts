/** A guard as far as people are told of it. */
export interface ToldGuard {
  readonly id: string;
  readonly metric: string;
  readonly comparison: string;
  readonly threshold: number;
}

/** What the audit log does not say of the flags and rollouts that it names; by id. */
export interface EventFacts {
  readonly flags: ReadonlyMap<string, { readonly risk: string }>;
  readonly guards: ReadonlyMap<string, readonly ToldGuard[]>;
}

export const NO_FACTS: EventFacts = { flags: new Map(), guards: new Map() };
