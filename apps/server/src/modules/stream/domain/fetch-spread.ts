/** What one replica is willing to send in snapshots, bytes per ms (50 MB/s), and how many, per ms. */
const BYTES_PER_MS = 50_000;
const FETCHES_PER_MS = 2;
const LONGEST_MS = 60_000;

/** Time over which `clients` should spread their fetches of `sizeBytes` each, ms: 0 for a few, at most a minute. */
export function fetchSpreadMs(clients: number, sizeBytes: number): number {
  const forOneMs = Math.max(1 / FETCHES_PER_MS, sizeBytes / BYTES_PER_MS);
  const spread = Math.max(0, clients - 1) * forOneMs;
  return Math.min(LONGEST_MS, Math.round(spread));
}
