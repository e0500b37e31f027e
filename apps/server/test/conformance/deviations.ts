/**
 * Cases of class `choice` that Sluice answers otherwise, by the row of docs/compatibility.md that
 * says why: evaluation.md decides each of them.
 */
export const DEVIATIONS: Readonly<Record<string, readonly string[]>> = {
  'versions with a leading v': ['launchdarkly/operators-semver-bad-syntax/003'],
};

/** What a case of class `choice` needs where evaluation.md decides otherwise than some vendor (docs/compatibility.md). */
export const DECIDED_OTHERWISE: ReadonlySet<string> = new Set([
  'choice:semver-v-prefix',
  'choice:semver-partial',
  'choice:semver-number',
  'choice:regex-flavour',
  'choice:deps-one-level',
]);
