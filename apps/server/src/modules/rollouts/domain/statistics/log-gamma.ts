const COEFFICIENTS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x > 0, relative error below 1e-13 (Lanczos 1964, g = 7, n = 9). */
export function logGamma(x: number): number {
  const z = x - 1;
  let sum = 0.99999999999980993;
  COEFFICIENTS.forEach((coefficient, index) => (sum += coefficient / (z + index + 1)));
  const t = z + COEFFICIENTS.length - 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}
