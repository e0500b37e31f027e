import type { PendingBatch } from './pending-batch.js';

const HOUR_MS = 3_600_000;

/** Evaluations of one flag with one variant for one reason in one hour. */
export interface HourlyCount {
  readonly environmentId: string;
  readonly flag: string;
  /** Empty: no value was served. */
  readonly variant: string;
  readonly reason: string;
  readonly hourMs: number;
  count: number;
}

export interface LastEvaluation {
  readonly environmentId: string;
  readonly flag: string;
  readonly variant: string;
  atMs: number;
}

export interface UnknownCount {
  readonly environmentId: string;
  readonly flag: string;
  count: number;
}

/** What batches add to the tables, each row once, in the order in which every replica locks them. */
export interface UsageRows {
  readonly counts: readonly HourlyCount[];
  readonly last: readonly LastEvaluation[];
  readonly unknown: readonly UnknownCount[];
}

/** Sums batches up, so that a flush writes each row once however many batches there are. */
export function aggregateBatches(batches: readonly PendingBatch[]): UsageRows {
  const counts = new Map<string, HourlyCount>();
  const last = new Map<string, LastEvaluation>();
  const unknown = new Map<string, UnknownCount>();
  for (const batch of batches) {
    addCounts(batch, counts, last);
    for (const { flag, count } of batch.unknown) {
      const { environmentId } = batch;
      const row = rowOf(unknown, [environmentId, flag], { environmentId, flag, count: 0 });
      row.count += count;
    }
  }
  return { counts: inOrder(counts), last: inOrder(last), unknown: inOrder(unknown) };
}

function addCounts(
  { environmentId, atMs, counts: batchCounts }: PendingBatch,
  counts: Map<string, HourlyCount>,
  last: Map<string, LastEvaluation>,
): void {
  const hourMs = Math.floor(atMs / HOUR_MS) * HOUR_MS;
  for (const { flag, variant: served, reason, count } of batchCounts) {
    const variant = served ?? '';
    const subject = { environmentId, flag, variant };
    const hour = { ...subject, reason, hourMs, count: 0 };
    rowOf(counts, [environmentId, flag, variant, reason, String(hourMs)], hour).count += count;
    const latest = rowOf(last, [environmentId, flag, variant], { ...subject, atMs });
    latest.atMs = Math.max(latest.atMs, atMs);
  }
}

function rowOf<T>(rows: Map<string, T>, parts: readonly string[], fresh: T): T {
  const name = parts.join('\u0000');
  const known = rows.get(name);
  if (known !== undefined) return known;
  rows.set(name, fresh);
  return fresh;
}

function inOrder<T>(rows: ReadonlyMap<string, T>): T[] {
  return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
