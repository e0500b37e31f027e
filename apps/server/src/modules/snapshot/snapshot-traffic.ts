import type { ContentEncoding } from './domain/choose-encoding.js';

/** Answers of the snapshot endpoint by status and encoding, since the process began. */
export class SnapshotTraffic {
  readonly #counts: Record<ContentEncoding, Map<number, number>> = {
    identity: new Map(),
    gzip: new Map(),
    br: new Map(),
  };

  count(status: number, encoding: ContentEncoding): void {
    const counts = this.#counts[encoding];
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }

  /** One entry per combination that occurred. */
  totals(): { readonly status: string; readonly encoding: string; readonly count: number }[] {
    return Object.entries(this.#counts).flatMap(([encoding, counts]) =>
      [...counts].map(([status, count]) => ({ status: String(status), encoding, count })),
    );
  }
}
