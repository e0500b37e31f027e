/**
 * Variance at which the boundary is tightest, in expected events: twenty to thirty bad requests are
 * the size of evidence at which small faults should be told.
 */
const TIGHTEST_AT = 25;

/**
 * Height that a sum of centred differences with cumulative variance `variance` passes with
 * probability at most `alpha`, ever: u(V) = √(2 (V + 1/ρ²) · ln(1 + √(Vρ² + 1) / (2α))), the one-sided
 * asymptotic confidence sequence with ρ² = (−2 ln α + ln(1 − 2 ln α)) / V*. May be looked at after
 * every window without correction (Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas: "Time-uniform
 * central limit theory and asymptotic confidence sequences", Annals of Statistics 2024, §2 and
 * appendix B.2 for differing variances).
 */
export function sequentialBoundary(variance: number, alpha: number): number {
  const rhoSquared = (-2 * Math.log(alpha) + Math.log(1 - 2 * Math.log(alpha))) / TIGHTEST_AT;
  const growth = Math.log(1 + Math.sqrt(variance * rhoSquared + 1) / (2 * alpha));
  return Math.sqrt(2 * (variance + 1 / rhoSquared) * growth);
}
