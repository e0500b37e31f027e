import type { AuditEventAnswer } from '@sluice/protocol';

type Place = Pick<AuditEventAnswer, 'chain' | 'seq' | 'at'>;

/** Remembers how far each chain of the audit log was read. */
export class SeenEvents {
  readonly #heads = new Map<string, number>();
  /** Instant of the newest event at the start: chains that appear later are new from there on. */
  readonly #since: string;

  /** `first`: what was read at the start, newest first. */
  constructor(first: readonly Place[]) {
    this.#since = first[0]?.at ?? '';
    this.add(first);
  }

  /** True for an event that was neither read before nor is older than what was. */
  isNew({ chain, seq, at }: Place): boolean {
    const head = this.#heads.get(chain);
    return head === undefined ? at > this.#since : seq > head;
  }

  add(events: readonly Place[]): void {
    for (const { chain, seq } of events) {
      this.#heads.set(chain, Math.max(seq, this.#heads.get(chain) ?? 0));
    }
  }
}
