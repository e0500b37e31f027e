import type { Reason } from './detail.js';
import type { FlagNode } from './flag-node.js';
import type { Outcome } from './outcome.js';

/** Takes the counts of a {@link Tally}. */
export interface TallyVisitor {
  /** A flag was decided so; `variant` null where no value was served. */
  decided(flag: string, variant: string | null, reason: Reason, count: number): void;
  /** A key was asked for that is no visible flag. */
  unknown(key: string, count: number): void;
}

/** Unknown keys remembered between two takings: keys come from callers, memory must not. */
const MOST_UNKNOWN = 200;

/** How often one flag was decided in each way. */
export class NodeTally {
  readonly outcomes: Outcome[] = [];
  readonly counts: number[] = [];
}

/**
 * Counts decisions where the flag already is in hand: a comparison by reference and an increment,
 * no key, no lookup, no allocation but at a flag's first decision after the counts were taken.
 */
export class Tally {
  #touched: FlagNode[] = [];
  #unknown = new Map<string, number>();

  count(node: FlagNode, outcome: Outcome): void {
    const tally = node.tally;
    if (tally !== null) {
      const { outcomes } = tally;
      for (let i = 0; i < outcomes.length; i++) {
        if (outcomes[i] !== outcome) continue;
        tally.counts[i]!++;
        return;
      }
    }
    this.#countFirst(node, outcome);
  }

  countUnknown(key: string): void {
    const known = this.#unknown.get(key);
    if (known === undefined && this.#unknown.size >= MOST_UNKNOWN) return;
    this.#unknown.set(key, (known ?? 0) + 1);
  }

  /** Hands over all counts and begins again from nothing. */
  take(visitor: TallyVisitor): void {
    const touched = this.#touched;
    const unknown = this.#unknown;
    this.#touched = [];
    this.#unknown = new Map();
    for (const node of touched) {
      const { tally, key } = node;
      node.tally = null;
      tally?.outcomes.forEach(({ variant, reason }, i) => {
        visitor.decided(key, variant, reason, tally.counts[i] ?? 0);
      });
    }
    for (const [key, count] of unknown) visitor.unknown(key, count);
  }

  #countFirst(node: FlagNode, outcome: Outcome): void {
    if (node.tally === null) {
      node.tally = new NodeTally();
      this.#touched.push(node);
    }
    node.tally.outcomes.push(outcome);
    node.tally.counts.push(1);
  }
}
