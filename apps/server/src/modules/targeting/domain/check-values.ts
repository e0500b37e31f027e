import {
  checkRegularExpression,
  parseCidr,
  parseInstant,
  parseSemVer,
  type Operator,
} from '@sluice/evaluator';
import { MAX_LIST_ENTRIES, tooLong } from './check-ids.js';
import { problemAt, shown, type Problem } from './problem.js';

type ValueTest = readonly [holds: (value: unknown) => boolean, expected: string];

const isFiniteNumber = (value: unknown): boolean =>
  typeof value === 'number' && Number.isFinite(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const COMPARABLE: ValueTest = [
  (value) => ['string', 'boolean'].includes(typeof value) || isFiniteNumber(value),
  'a string, number or boolean',
];
const TEXT: ValueTest = [isText, 'a non-empty string'];
const NUMBER: ValueTest = [isFiniteNumber, 'a finite number'];
const INSTANT: ValueTest = [
  (value) =>
    Number.isSafeInteger(value) || (typeof value === 'string' && parseInstant(value) !== null),
  'an RFC 3339 instant with offset, or milliseconds since 1970',
];
const VERSION: ValueTest = [
  (value) => typeof value === 'string' && parseSemVer(value) !== null,
  'a semantic version such as 1.2.3',
];
const CIDR: ValueTest = [
  (value) => typeof value === 'string' && parseCidr(value) !== null,
  'an IPv4 or IPv6 address or block such as 10.0.0.0/8',
];

/** What each operator takes; `exists` takes nothing. */
const TESTS: Readonly<Record<Exclude<Operator, 'exists'>, ValueTest>> = {
  in: COMPARABLE,
  contains: TEXT,
  startsWith: TEXT,
  endsWith: TEXT,
  matches: TEXT,
  lt: NUMBER,
  lte: NUMBER,
  gt: NUMBER,
  gte: NUMBER,
  before: INSTANT,
  after: INSTANT,
  semverEq: VERSION,
  semverLt: VERSION,
  semverLte: VERSION,
  semverGt: VERSION,
  semverGte: VERSION,
  semverCaret: VERSION,
  semverTilde: VERSION,
  inCidr: CIDR,
};

/** Whether evaluators of level 1 know this operator (evaluation.md §4). */
export function isOperator(operator: unknown): operator is Operator {
  return typeof operator === 'string' && (operator === 'exists' || Object.hasOwn(TESTS, operator));
}

/** All operators, for messages. */
export const OPERATORS: readonly string[] = [...Object.keys(TESTS), 'exists'];

/** Problems of the `values` of a leaf: each must fit the operator, expressions must be linear-time (evaluation.md §8). */
export function checkValues(
  operator: Operator,
  values: unknown,
  options: { readonly caseInsensitive: boolean; readonly where: string },
): Problem[] {
  const where = `${options.where}.values`;
  if (operator === 'exists')
    return values === undefined
      ? []
      : [problemAt(where, 'INVALID_VALUE', '`exists` takes no values; leave them out.')];
  if (!Array.isArray(values))
    return [problemAt(where, 'INVALID_VALUE', `${shown(values)} is no list of values.`)];
  if (values.length > MAX_LIST_ENTRIES) return [tooLong(values.length, where)];
  const [holds, expected] = TESTS[operator];
  const index = values.findIndex((value) => !holds(value));
  if (index >= 0) {
    const message = `${shown(values[index])} does not fit ${operator}, which takes ${expected}.`;
    return [problemAt(`${where}[${index}]`, 'INVALID_VALUE', message)];
  }
  return operator === 'matches' ? checkExpressions(values, options.caseInsensitive, where) : [];
}

function checkExpressions(
  values: readonly unknown[],
  caseInsensitive: boolean,
  where: string,
): Problem[] {
  return values.flatMap((value, index) => {
    const check = checkRegularExpression(String(value), caseInsensitive);
    if (check.ok) return [];
    const message = `the expression ${shown(value)} is refused: ${check.reason}.`;
    return [problemAt(`${where}[${index}]`, 'UNSAFE_REGULAR_EXPRESSION', message)];
  });
}
