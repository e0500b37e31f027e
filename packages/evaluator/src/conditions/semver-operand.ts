import { caretLimit, compareSemVer, parseSemVer, tildeLimit, type SemVer } from '../semver.js';
import { testOperand, type Operand } from './operand.js';

/** The operators on versions. */
export type SemVerOperator =
  'semverEq' | 'semverLt' | 'semverLte' | 'semverGt' | 'semverGte' | 'semverCaret' | 'semverTilde';

type Comparison = (version: SemVer) => boolean;

const COMPARISONS: Readonly<Record<SemVerOperator, (value: SemVer) => Comparison>> = {
  semverEq: (value) => (version) => compareSemVer(version, value) === 0,
  semverLt: (value) => (version) => compareSemVer(version, value) < 0,
  semverLte: (value) => (version) => compareSemVer(version, value) <= 0,
  semverGt: (value) => (version) => compareSemVer(version, value) > 0,
  semverGte: (value) => (version) => compareSemVer(version, value) >= 0,
  semverCaret: (value) => within(value, caretLimit(value)),
  semverTilde: (value) => within(value, tildeLimit(value)),
};

function within(value: SemVer, limit: SemVer): Comparison {
  return (version) => compareSemVer(version, value) >= 0 && compareSemVer(version, limit) < 0;
}

/** The `semver…` operators (evaluation.md §4). */
export function semVerOperand(operator: SemVerOperator): (values: readonly unknown[]) => Operand {
  return (values) => {
    const comparisons = values
      .map((value) => (typeof value === 'string' ? parseSemVer(value) : null))
      .filter((value) => value !== null)
      .map(COMPARISONS[operator]);
    return testOperand((value) => {
      const version = typeof value === 'string' ? parseSemVer(value) : null;
      return version !== null && comparisons.some((comparison) => comparison(version));
    });
  };
}
