/**
 * Cases of class `choice` that Sluice answers otherwise, by the row of docs/compatibility.md that
 * says why: evaluation.md decides each of them.
 */
export const DEVIATIONS: Readonly<Record<string, readonly string[]>> = {
  'versions with a leading v': ['launchdarkly/operators-semver-bad-syntax/003'],
  'regular expressions of another flavour': ['unleash/21/t35'],
};
