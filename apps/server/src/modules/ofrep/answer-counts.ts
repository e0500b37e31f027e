import { randomUUID } from 'node:crypto';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { isValidFlagKey, type EvaluationDetail } from '@sluice/evaluator';
import type { UsageCollector } from '../usage/index.js';

type Batch = Parameters<UsageCollector['accept']>[0];
type Counts = Map<
  string,
  { -readonly [K in keyof Batch['counts'][number]]: Batch['counts'][number][K] }
>;

/** How often counted answers are handed to the collector of usage. */
const REPORT_MS = 2_000;
/** Unknown keys remembered between two reports: keys come from callers, memory must not. */
const MOST_UNKNOWN = 200;

interface Tally {
  readonly counts: Counts;
  readonly unknown: Map<string, number>;
}

/**
 * Counts single answers as an SDK counts its evaluations, so that flags asked for only over OFREP do
 * not look unused. Bulk answers are not counted: nobody knows which of them the page then reads.
 */
export class AnswerCounts implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | null = null;
  #tallies = new Map<string, Tally>();

  constructor(private readonly usage: Pick<UsageCollector, 'accept'>) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => this.report(Date.now()), REPORT_MS).unref();
  }

  /** Before the collector of usage writes for the last time. */
  onModuleDestroy(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.report(Date.now());
  }

  count(environmentId: string, detail: EvaluationDetail): void {
    const { flag, reason, errorCode } = detail;
    let tally = this.#tallies.get(environmentId);
    if (tally === undefined) {
      tally = { counts: new Map(), unknown: new Map() };
      this.#tallies.set(environmentId, tally);
    }
    if (errorCode === 'FLAG_NOT_FOUND') return countUnknown(tally.unknown, flag);
    const variant = detail.variant ?? null;
    const name = `${flag}\n${reason}\n${variant ?? ''}`;
    const known = tally.counts.get(name);
    if (known === undefined) tally.counts.set(name, { flag, variant, reason, count: 1 });
    else known.count += 1;
  }

  /** Hands over what was counted; what the collector cannot take now is dropped, as it is for SDKs that give up. */
  report(now: number): void {
    const tallies = this.#tallies;
    this.#tallies = new Map();
    for (const [environmentId, { counts, unknown }] of tallies) {
      const batch = {
        id: randomUUID(),
        environmentId,
        atMs: now,
        counts: [...counts.values()],
        unknown: [...unknown].map(([flag, count]) => ({ flag, count })),
      };
      try {
        this.usage.accept(batch);
      } catch {
        // The database is away, and what waits for it has reached its bound.
      }
    }
  }
}

/** Only what could be a flag's key is worth telling; anything else is a stranger's text. */
function countUnknown(unknown: Map<string, number>, flag: string): void {
  const known = unknown.get(flag);
  if (known !== undefined || (unknown.size < MOST_UNKNOWN && isValidFlagKey(flag))) {
    unknown.set(flag, (known ?? 0) + 1);
  }
}
