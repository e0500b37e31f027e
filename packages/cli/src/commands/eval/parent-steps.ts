import type { EvaluationTrace, TracePrerequisite } from '@sluice/protocol';
import { flagText } from '../../words/condition-text.js';
import { answerText } from './answer-text.js';
import type { Mark, Step, Story } from './trace-lines.js';

/** A step per prerequisite that was asked, with those of the parent as a tree below it. */
export function parentSteps({ trace, detail }: Story): Step[] {
  const steps: { outcome: Step['outcome']; text: string; marks: Mark[] }[] = [];
  for (const one of trace.prerequisites) {
    if (one.depth > 0) steps.at(-1)?.marks.push(markOf(one));
    else steps.push({ outcome: one.outcome, text: textOf(one), marks: [] });
  }
  const failed = steps.find(({ outcome }) => outcome === 'decided');
  if (failed !== undefined) {
    const error = detail.errorCode === undefined ? '' : `error ${detail.errorCode}, `;
    failed.text += `; ${error}so this serves ${detail.variant ?? 'no value'}`;
  }
  const isReached = steps.some(({ outcome }) => outcome !== 'notReached');
  if (isReached && trace.prerequisitesOmitted > 0)
    steps.push({
      outcome: 'notReached',
      text: `and ${trace.prerequisitesOmitted} more required flags, not shown`,
      marks: [],
    });
  return isReached ? steps : [];
}

/** The flag at the end of the chain of failing prerequisites, where its own rules are why; null where they are not. */
export function refusingParent({ decidedBy, prerequisites }: EvaluationTrace): string | null {
  if (decidedBy.step !== 'prerequisite') return null;
  const last = prerequisites.filter(({ outcome }) => outcome === 'decided').at(-1);
  const reason = last?.got?.reason ?? '';
  return last !== undefined && BY_RULES.includes(reason) ? last.flag : null;
}

const BY_RULES = ['TARGETING_MATCH', 'SPLIT', 'STATIC', 'DEFAULT'];

function textOf(one: TracePrerequisite): string {
  const text = `requires that ${flagText({ ...one })}`;
  return one.outcome === 'notReached' ? text : `${text}: ${answerText(one)}`;
}

function markOf(one: TracePrerequisite): Mark {
  const holds = one.outcome === 'notReached' ? null : one.holds === true;
  const asked = `it requires that ${flagText({ ...one })}`;
  const text = holds === null ? asked : `${asked}: ${answerText(one)}`;
  return { depth: one.depth - 1, holds, text };
}
