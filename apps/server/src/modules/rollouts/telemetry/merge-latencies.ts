/** A latency sketch as stored: count by bin, bin i standing for (γ^(i-1), γ^i] ms. */
export type StoredSketch = Readonly<Record<string, number>>;

/** Both sketches as one: bins simply add (DDSketch: Masson, Rim & Lee 2019, §2.2). */
export function mergeLatencies(
  stored: StoredSketch,
  bins: ReadonlyMap<number, number>,
): StoredSketch {
  const merged: Record<string, number> = { ...stored };
  for (const [bin, count] of bins) merged[bin] = (merged[bin] ?? 0) + count;
  return merged;
}
