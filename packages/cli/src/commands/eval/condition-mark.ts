import type { TraceCondition } from '@sluice/protocol';
import { conditionText } from '../../words/condition-text.js';
import { jsonText } from '../../words/value-text.js';
import { answerText } from './answer-text.js';
import type { Mark } from './trace-lines.js';

const GROUPS: Readonly<Partial<Record<TraceCondition['kind'], string>>> = {
  all: 'all of these',
  any: 'any of these',
  not: 'not this',
  unknown: 'a condition that this server does not know',
};

/** A condition, whether it holds, and what the user has there. */
export function conditionMark(condition: TraceCondition): Mark {
  const { depth, holds, kind, errorCode } = condition;
  const failed = errorCode === undefined ? '' : ` (error ${errorCode})`;
  const text = GROUPS[kind] ?? `${conditionText(condition)}: ${foundText(condition)}`;
  return { depth, holds, text: text + failed };
}

function foundText(condition: TraceCondition): string {
  const { kind, attribute = '', missing, value, inSegment } = condition;
  if (kind === 'segment') return inSegment === true ? 'the user is in it' : 'the user is not in it';
  if (kind === 'flag') return answerText(condition);
  return missing === true ? `the user has no ${attribute}` : `the user has ${jsonText(value)}`;
}
