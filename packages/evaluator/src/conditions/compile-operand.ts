import { compileHashed } from '../id-list.js';
import { inOperand } from './in-operand.js';
import { orderOperand } from './order-operand.js';
import { instantOperand } from './instant-operand.js';
import { semVerOperand } from './semver-operand.js';
import { textOperand } from './text-operand.js';
import { cidrOperand } from './cidr-operand.js';
import { patternOperand } from './pattern-operand.js';
import { EXISTS_OPERAND, testOperand, type Operand } from './operand.js';
import { isArray, isOptionalBoolean, type WireRecord } from '../wire.js';

/** Makes an operand of the values of a leaf; null where the values cannot be understood. */
type OperandOf = (values: readonly unknown[], caseInsensitive: boolean) => Operand | null;

const OPERATORS: ReadonlyMap<unknown, OperandOf> = new Map<unknown, OperandOf>([
  ['in', inOperand],
  ...(['contains', 'startsWith', 'endsWith'] as const).map(
    (operator) => [operator, textOperand(operator)] as const,
  ),
  ['matches', patternOperand],
  ...(['lt', 'lte', 'gt', 'gte'] as const).map(
    (operator) => [operator, orderOperand(operator)] as const,
  ),
  ['before', instantOperand('before')],
  ['after', instantOperand('after')],
  ...(
    [
      'semverEq',
      'semverLt',
      'semverLte',
      'semverGt',
      'semverGte',
      'semverCaret',
      'semverTilde',
    ] as const
  ).map((operator) => [operator, semVerOperand(operator)] as const),
  ['inCidr', cidrOperand],
]);

/** What a leaf compares with; null where the leaf holds anything unknown (evaluation.md §4). */
export function compileOperand(leaf: WireRecord): Operand | null {
  if (!isOptionalBoolean(leaf.caseInsensitive)) return null;
  const caseInsensitive = leaf.caseInsensitive === true;
  if (leaf.hashed !== undefined) return hashedOperand(leaf, caseInsensitive);
  if (leaf.values !== undefined && !isArray(leaf.values)) return null;
  if (leaf.operator === 'exists') return EXISTS_OPERAND;
  return leaf.values === undefined
    ? null
    : (OPERATORS.get(leaf.operator)?.(leaf.values, caseInsensitive) ?? null);
}

function hashedOperand(leaf: WireRecord, caseInsensitive: boolean): Operand | null {
  const list = compileHashed(leaf.hashed);
  if (list === null || leaf.operator !== 'in' || leaf.values !== undefined) return null;
  return testOperand(
    (value) => typeof value === 'string' && list.has(caseInsensitive ? value.toLowerCase() : value),
  );
}
