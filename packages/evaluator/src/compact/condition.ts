import { isArray, isOptionalBoolean, isRecord, type WireRecord } from '../wire.js';
import { hashedTest } from './id-test.js';
import { has, readAttribute } from './reading.js';
import { compactRequirement } from './compact-requirement.js';
import type { ScalarTest, Vocabulary } from './operators.js';
import type { Inquiry } from './inquiry.js';

/** Whether a condition holds for the one who is asked about. */
export type Condition = (inquiry: Inquiry) => boolean;

/** What conditions are compiled with. */
export interface ConditionScope {
  readonly vocabulary: Vocabulary;
  /** Segments they name are added here; null in a segment, where flag and segment conditions are unknown. */
  readonly segments: Set<string> | null;
}

/** Nesting beyond this counts as unknown; what the server accepts ends at 16 (evaluation.md §8). */
const MAX_DEPTH = 64;

const FORMS = ['attribute', 'segment', 'flag', 'all', 'any', 'not'];

/** All of a list of conditions as one; null where it holds anything unknown, so that its rule never matches (evaluation.md §4). */
export function compileConditions(wire: unknown, scope: ConditionScope): Condition | null {
  return every(wire, scope, 0);
}

type Compiled = Condition | null;

function every(wire: unknown, scope: ConditionScope, depth: number): Compiled {
  const parts = list(wire, scope, depth);
  return parts && ((inquiry) => parts.every((part) => part(inquiry)));
}

function list(wire: unknown, scope: ConditionScope, depth: number): Condition[] | null {
  if (!isArray(wire)) return null;
  const parts = wire.map((part) => compile(part, scope, depth));
  return parts.includes(null) ? null : (parts as Condition[]);
}

function compile(wire: unknown, scope: ConditionScope, depth: number): Compiled {
  if (!isRecord(wire)) return null;
  const [form, other] = FORMS.filter((name) => has(wire, name));
  if (other !== undefined) return null;
  if (form === 'attribute') return leaf(wire, scope.vocabulary);
  if (form === 'segment' || form === 'flag') return reference(wire, scope.segments);
  if (depth >= MAX_DEPTH) return null;
  const deeper = depth + 1;
  if (form === 'all') return every(wire.all, scope, deeper);
  if (form === 'any') {
    const parts = list(wire.any, scope, deeper);
    return parts && ((inquiry) => parts.some((part) => part(inquiry)));
  }
  const inner = compile(wire.not, scope, deeper);
  return inner && ((inquiry) => !inner(inquiry));
}

function leaf(wire: WireRecord, vocabulary: Vocabulary): Compiled {
  const { attribute, operator, values, caseInsensitive, negate = false } = wire;
  if (!isOptionalBoolean(caseInsensitive) || typeof attribute !== 'string') return null;
  if (typeof negate !== 'boolean') return null;
  if (
    operator === 'exists' &&
    wire.hashed === undefined &&
    (values === undefined || isArray(values))
  )
    return ({ context }) => (readAttribute(context, attribute) !== undefined) !== negate;
  const test = testOf(wire, vocabulary, caseInsensitive === true);
  if (test === null) return null;
  const scalar: ScalarTest = (value) => value != null && typeof value !== 'object' && test(value);
  return ({ context }) => {
    const value = readAttribute(context, attribute);
    return value !== undefined && (isArray(value) ? value.some(scalar) : scalar(value)) !== negate;
  };
}

function testOf(
  wire: WireRecord,
  vocabulary: Vocabulary,
  caseInsensitive: boolean,
): ScalarTest | null {
  const { operator, values, hashed } = wire;
  if (hashed !== undefined) {
    const listed = operator === 'in' && values === undefined ? hashedTest(hashed) : null;
    return (
      listed &&
      ((value) =>
        typeof value === 'string' && listed(caseInsensitive ? value.toLowerCase() : value))
    );
  }
  if (typeof operator !== 'string' || !isArray(values)) return null;
  if (!has(vocabulary.operators, operator)) return null;
  return vocabulary.operators[operator]?.(values, caseInsensitive) ?? null;
}

function reference(wire: WireRecord, segments: Set<string> | null): Compiled {
  const { segment, negate = false } = wire;
  if (segments === null || typeof negate !== 'boolean') return null;
  if (typeof segment === 'string') {
    segments.add(segment);
    return (inquiry) => {
      const found = inquiry.segment(segment);
      return found !== undefined && found.holds(inquiry) !== negate;
    };
  }
  const requirement = compactRequirement(wire);
  return (
    requirement &&
    ((inquiry) => {
      const parent = inquiry.parent(requirement.flag);
      return !parent.unusable && requirement.isMetBy(parent) !== negate;
    })
  );
}
