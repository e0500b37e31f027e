/**
 * Quantile of χ²(df) / df whose standard normal quantile is `z`: 1 for an infinite df, never below 0
 * (Wilson & Hilferty 1931). Within 2 % for df ≥ 3; for fewer it errs towards 0, the careful side here.
 */
export function chiSquareQuantileOverDf(df: number, z: number): number {
  if (df <= 0) return 0;
  const spread = 2 / (9 * df);
  return Math.max(0, 1 - spread + z * Math.sqrt(spread)) ** 3;
}
