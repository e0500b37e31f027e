import { isArray, type WireRecord } from '../wire.js';
import { demand, isSaid, listIn, recordIn, textIn } from './demand.js';
import { hashedIn } from './listed.js';
import { has, readAttribute } from './reading.js';
import { requirementOf } from './requirement-of.js';
import type { ScalarTest, Vocabulary } from './operators.js';
import type { Inquiry } from './inquiry.js';

/** Whether a condition holds for the one who is asked about. */
export type Condition = (inquiry: Inquiry) => boolean;

/** What conditions are compiled with. */
export interface ConditionScope {
  readonly vocabulary: Vocabulary;
  /** Segments they name are added here; null in a segment, where flag and segment conditions are unknown. */
  readonly segments: string[] | null;
}

/** Nesting beyond this counts as unknown; what the server accepts ends at 16 (evaluation.md §8). */
const MAX_DEPTH = 64;

const FORMS = ['attribute', 'segment', 'flag', 'all', 'any', 'not'];

/** All of a list of conditions as one; throws where it holds anything unknown (evaluation.md §4). */
export function conditionsOf(wire: unknown, scope: ConditionScope): Condition {
  return conditionOf({ all: wire }, scope, -1);
}

function conditionOf(wire: unknown, scope: ConditionScope, depth: number): Condition {
  const record = recordIn(wire);
  const [form, other] = FORMS.filter((name) => has(record, name));
  demand(form !== undefined && other === undefined);
  if (form === 'attribute') return leafOf(record, scope.vocabulary);
  if (form === 'segment' || form === 'flag') return referenceOf(record, scope.segments);
  demand(depth < MAX_DEPTH);
  const inner = (part: unknown): Condition => conditionOf(part, scope, depth + 1);
  if (form === 'not') {
    const negated = inner(record.not);
    return (inquiry) => !negated(inquiry);
  }
  const parts = listIn(record[form]).map(inner);
  return form === 'all'
    ? (inquiry) => parts.every((part) => part(inquiry))
    : (inquiry) => parts.some((part) => part(inquiry));
}

function leafOf(wire: WireRecord, vocabulary: Vocabulary): Condition {
  const attribute = textIn(wire.attribute);
  const negate = isSaid(wire.negate);
  const test = testOf(wire, vocabulary);
  if (test === null)
    return ({ context }) => (readAttribute(context, attribute) !== undefined) !== negate;
  const matches: ScalarTest = (value) => value != null && typeof value !== 'object' && test(value);
  return ({ context }) => {
    const value = readAttribute(context, attribute);
    if (value === undefined) return false;
    return (isArray(value) ? value.some(matches) : matches(value)) !== negate;
  };
}

/** Null stands for `exists`. */
function testOf(wire: WireRecord, { operators }: Vocabulary): ScalarTest | null {
  const { operator, values, hashed } = wire;
  const caseInsensitive = isSaid(wire.caseInsensitive);
  if (hashed !== undefined) {
    const isIn = hashedIn(hashed);
    demand(operator === 'in' && values === undefined);
    return (value) =>
      typeof value === 'string' && isIn(caseInsensitive ? value.toLowerCase() : value);
  }
  const isExists = operator === 'exists';
  const alternatives = listIn(isExists ? (values ?? []) : values);
  if (isExists) return null;
  const name = textIn(operator);
  const test = has(operators, name) ? operators[name]?.(alternatives, caseInsensitive) : null;
  demand(test != null);
  return test;
}

function referenceOf(wire: WireRecord, segments: string[] | null): Condition {
  demand(segments !== null);
  const negate = isSaid(wire.negate);
  if (!has(wire, 'segment')) {
    const { flag, isMetBy } = requirementOf(wire);
    return (inquiry) => {
      const parent = inquiry.parent(flag);
      return !parent.unusable && isMetBy(parent) !== negate;
    };
  }
  const key = textIn(wire.segment);
  segments.push(key);
  return (inquiry) => {
    const segment = inquiry.segment(key);
    return segment !== undefined && (segment?.(inquiry) ?? false) !== negate;
  };
}
