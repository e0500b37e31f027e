/** A version of SemVer 2.0 without its build metadata. */
export interface SemVer {
  /** Major, minor, patch. */
  readonly parts: readonly [bigint, bigint, bigint];
  /** Identifiers of the pre-release; none for a release. */
  readonly prerelease: readonly string[];
}

const NUMBER = '(0|[1-9]\\d{0,99})';
const IDENTIFIERS = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const VERSION = new RegExp(
  `^v?${NUMBER}(?:\\.${NUMBER}(?:\\.${NUMBER})?)?(?:-(${IDENTIFIERS}))?(?:\\+${IDENTIFIERS})?$`,
);
const MAX_LENGTH = 256;

/** The version a string names: leading `v` allowed, absent minor and patch are 0; null for anything else (evaluation.md §4). */
export function parseSemVer(text: string): SemVer | null {
  if (text.length > MAX_LENGTH) return null;
  const match = VERSION.exec(text);
  if (match === null) return null;
  const prerelease = match[4] === undefined ? [] : match[4].split('.');
  if (prerelease.some((identifier) => /^0\d+$/.test(identifier))) return null;
  const part = (group: number): bigint => BigInt(match[group] ?? '0');
  return { parts: [part(1), part(2), part(3)], prerelease };
}

/** Negative, zero or positive as `a` precedes, equals or follows `b` in SemVer 2.0 precedence. */
export function compareSemVer(a: SemVer, b: SemVer): number {
  for (let i = 0; i < 3; i++) {
    const [x, y] = [a.parts[i] ?? 0n, b.parts[i] ?? 0n];
    if (x !== y) return x < y ? -1 : 1;
  }
  if (a.prerelease.length === 0 || b.prerelease.length === 0)
    return b.prerelease.length - a.prerelease.length;
  return comparePrereleases(a.prerelease, b.prerelease);
}

function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const order = compareIdentifiers(a[i] ?? '', b[i] ?? '');
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareIdentifiers(a: string, b: string): number {
  const numeric = Number(/^\d+$/.test(b)) - Number(/^\d+$/.test(a));
  if (numeric !== 0) return numeric;
  if (/^\d+$/.test(a) && a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The first version outside the `^` range that begins at `version`: the next change of its leftmost non-zero part. */
export function caretLimit({ parts: [major, minor, patch] }: SemVer): SemVer {
  if (major > 0n) return release(major + 1n, 0n, 0n);
  return minor > 0n ? release(0n, minor + 1n, 0n) : release(0n, 0n, patch + 1n);
}

/** The first version outside the `~` range that begins at `version`: the next change of its minor part. */
export function tildeLimit({ parts: [major, minor] }: SemVer): SemVer {
  return release(major, minor + 1n, 0n);
}

function release(major: bigint, minor: bigint, patch: bigint): SemVer {
  return { parts: [major, minor, patch], prerelease: [] };
}
