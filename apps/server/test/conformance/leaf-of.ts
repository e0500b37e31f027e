import {
  checkRegularExpression,
  parseCidr,
  parseInstant,
  parseSemVer,
  type Condition,
  type Json,
  type Operator,
} from '@sluice/evaluator';
import type { NeutralLeaf } from './neutral-model.js';
import { fromRe2 } from './re2-expression.js';
import { strictExpression } from './strict-expression.js';

/** Conditions that hold for everybody and for nobody. */
export const EVERYBODY: Condition = { all: [] };
export const NOBODY: Condition = { any: [] };

const OPERATORS: Readonly<Record<string, Operator>> = {
  in: 'in',
  in_ci: 'in',
  num_eq: 'in',
  starts_with: 'startsWith',
  ends_with: 'endsWith',
  contains: 'contains',
  matches: 'matches',
  num_lt: 'lt',
  num_lte: 'lte',
  num_gt: 'gt',
  num_gte: 'gte',
  date_before: 'before',
  date_after: 'after',
  semver_eq: 'semverEq',
  semver_lt: 'semverLt',
  semver_lte: 'semverLte',
  semver_gt: 'semverGt',
  semver_gte: 'semverGte',
  semver_caret: 'semverCaret',
  semver_tilde: 'semverTilde',
  cidr: 'inCidr',
};
const CASE_OPERATORS: readonly Operator[] = ['in', 'contains', 'startsWith', 'endsWith', 'matches'];

const isText = (value: Json): value is string => typeof value === 'string' && value !== '';
const isNumber = (value: Json): boolean => typeof value === 'number' && Number.isFinite(value);

/** Whether the server saves a value of an operator; one that it refuses can match nobody. */
function isSaved(operator: Operator, value: Json): boolean {
  if (operator === 'in') return ['string', 'boolean'].includes(typeof value) || isNumber(value);
  if (['lt', 'lte', 'gt', 'gte'].includes(operator)) return isNumber(value);
  if (operator === 'before' || operator === 'after') {
    return Number.isSafeInteger(value) || (isText(value) && parseInstant(value) !== null);
  }
  if (operator.startsWith('semver')) return isText(value) && parseSemVer(value) !== null;
  if (operator === 'inCidr') return isText(value) && parseCidr(value) !== null;
  if (operator === 'matches') return isText(value) && checkRegularExpression(value, false).ok;
  return isText(value);
}

/** Our condition for a neutral leaf; {@link NOBODY} for an operator or values that we do not have. */
export function leafOf(leaf: NeutralLeaf): Condition {
  const attribute = typeof leaf.attr === 'string' ? leaf.attr : leaf.attr.join('.');
  if (leaf.op === 'exists') return { attribute, operator: 'exists' };
  const given = leaf.values ?? (leaf.value === undefined ? [] : [leaf.value]);
  if (leaf.op === 'eq_json') return { any: given.map((value) => equals(attribute, value)) };
  const operator = OPERATORS[leaf.op];
  if (operator === undefined) return NOBODY;
  const caseInsensitive = (leaf.ci ?? false) || leaf.op === 'in_ci';
  if (operator === 'matches' && leaf.flavor === 're2') return fromExpressions(leaf, given);
  const fitting = fittingOf(leaf, given);
  const values = fitting.filter((value) => isSaved(operator, value));
  if (values.length === 0) return NOBODY;
  const folded = caseInsensitive && CASE_OPERATORS.includes(operator);
  return { attribute, operator, values, ...(folded && { caseInsensitive }) };
}

function fittingOf({ op, flavor }: NeutralLeaf, given: readonly Json[]): readonly Json[] {
  if (op === 'num_eq') return given.filter(isNumber);
  return flavor === 'js' ? given.filter(isText).map(strictExpression) : given;
}

/** RE2 writes the flag for case into each expression; here it is the condition's. */
function fromExpressions(leaf: NeutralLeaf, given: readonly Json[]): Condition {
  const expressions = given.filter(isText).map(fromRe2);
  const conditions = [true, false].map((ci) => {
    const values = expressions
      .filter(({ caseInsensitive }) => ((leaf.ci ?? false) || caseInsensitive) === ci)
      .map(({ source }) => source);
    return leafOf({ attr: leaf.attr, op: 'matches', values, ci });
  });
  return { any: conditions };
}

/**
 * Equality with a whole value, spelt out: an array has these elements and this length (own
 * properties that a path reaches). Of an object only the members named can be asked, not that it
 * has no others.
 */
function equals(attribute: string, value: Json): Condition {
  if (value === null) return { not: { attribute, operator: 'exists' } };
  if (typeof value !== 'object') return { attribute, operator: 'in', values: [value] };
  const members = Object.entries(value).map(([name, member]) =>
    equals(`${attribute}.${name}`, member),
  );
  if (!Array.isArray(value)) return { all: [{ attribute, operator: 'exists' }, ...members] };
  return { all: [equals(`${attribute}.length`, value.length), ...members] };
}
