import type { FlagConfig, TraceRule } from '@sluice/protocol';
import { ruleText } from '../../words/rule-text.js';
import { counted } from '../../words/value-text.js';
import { conditionMark } from './condition-mark.js';
import { gateMark } from './gate-mark.js';
import { splitMark } from './split-mark.js';
import type { Mark, Step, Story } from './trace-lines.js';

const UNREACHED = 10;

/** A step per rule: those that were asked with every condition and the gate below, the others up to ten. */
export function ruleSteps(story: Story): Step[] {
  const { rules } = story.trace;
  const asked = rules.filter(({ outcome }) => outcome !== 'notReached');
  const behind = rules.filter(({ outcome }) => outcome === 'notReached');
  const more = behind.length - UNREACHED;
  const steps = [...asked, ...behind.slice(0, UNREACHED)].map((rule) => stepOf(rule, story));
  if (more <= 0) return steps;
  return [
    ...steps,
    { outcome: 'notReached', text: `and ${counted(more, 'more rule')}`, marks: [] },
  ];
}

function stepOf(rule: TraceRule, { config, detail }: Story): Step {
  const { outcome, id } = rule;
  const known = config.rules.find((one) => one.id === id);
  if (outcome === 'notReached')
    return { outcome, text: `rule ${id}${known ? `: ${ruleText(known)}` : ''}`, marks: [] };
  const ending =
    outcome === 'passed'
      ? 'does not apply'
      : `applies: ${detail.errorCode === undefined ? '' : `error ${detail.errorCode}, `}gets ${detail.variant ?? 'no value'}`;
  return { outcome, text: `rule ${id}: ${offerOf(known)}${ending}`, marks: marksOf(rule) };
}

/** What the rule gives to whom fits: the conditions are told below. */
function offerOf(rule: FlagConfig['rules'][number] | undefined): string {
  return rule === undefined ? '' : `${ruleText({ ...rule, conditions: [] })}; `;
}

function marksOf({ conditions, conditionsOmitted, gate, split }: TraceRule): Mark[] {
  const omitted: Mark = {
    depth: 0,
    holds: null,
    text: `and ${counted(conditionsOmitted, 'more condition')}, not shown but counted`,
  };
  return [
    ...conditions.map(conditionMark),
    ...(conditionsOmitted > 0 ? [omitted] : []),
    ...(gate === undefined ? [] : [gateMark(gate)]),
    ...(split === undefined ? [] : [splitMark(split)]),
  ];
}
