import type { EvaluationTrace, ExplainedDetail, FlagConfig, TraceOutcome } from '@sluice/protocol';
import type { Glyphs } from '../../ramp/bar.js';
import type { Paint } from '../../terminal/paint.js';
import { t, type Text } from '../../terminal/text.js';
import { serveText } from '../../words/serve-text.js';
import { counted } from '../../words/value-text.js';
import { parentSteps } from './parent-steps.js';
import { ruleSteps } from './rule-steps.js';
import { splitMark } from './split-mark.js';
import { standingSteps } from './standing-steps.js';
import { targetSteps } from './target-steps.js';

/** Everything an explanation is made from. */
export interface Story {
  readonly detail: ExplainedDetail;
  readonly trace: EvaluationTrace;
  /** For what rules serve. */
  readonly config: FlagConfig;
  /** Replicas that override the flag. */
  readonly hosts: readonly string[];
}

/** What one step asked below itself, and what came of it. */
export interface Mark {
  readonly depth: number;
  /** Null for what was not asked. */
  readonly holds: boolean | null;
  readonly text: string;
}

/** One step of a decision in words. */
export interface Step {
  readonly outcome: TraceOutcome;
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** Colours and characters to draw with. */
export interface Pens {
  readonly paint: Paint;
  readonly glyphs: Glyphs;
}

const EARLY = ['shutdown', 'override', 'disabled', 'prerequisite', 'error'];

/** The steps of a decision in their order, what each asked below it, and what was never reached. */
export function traceLines(story: Story, pens: Pens): Text[] {
  return stepsOf(story).flatMap(({ outcome, text, marks }) => [
    headLine(outcome, text, pens),
    ...marks.map((mark) => markLine(mark, pens)),
  ]);
}

function stepsOf(story: Story): Step[] {
  const { decidedBy } = story.trace;
  const first = [...standingSteps(story), ...parentSteps(story)];
  const isRuleError = story.trace.rules.some(({ outcome }) => outcome === 'decided');
  if (EARLY.includes(decidedBy.step) && !isRuleError) return [...first, ...unreached(story)];
  return [...first, ...targetSteps(story), ...ruleSteps(story), lastStep(story)];
}

/** What stands behind an early decision, in one line. */
function unreached({ trace }: Story): Step[] {
  const own = trace.prerequisites.filter(({ depth }) => depth === 0);
  const asked = own.some(({ outcome }) => outcome !== 'notReached');
  const parts: readonly (readonly [number, string])[] = [
    [asked ? 0 : own.length + trace.prerequisitesOmitted, 'prerequisite'],
    [trace.targets.length + trace.targetsOmitted, 'target list'],
    [trace.rules.length, 'rule'],
  ];
  const words = parts.filter(([count]) => count > 0).map(([count, noun]) => counted(count, noun));
  if (words.length === 0) return [];
  return [{ outcome: 'notReached', text: `not reached: ${words.join(', ')}`, marks: [] }];
}

function lastStep({ trace, detail, config }: Story): Step {
  const { outcome, split } = trace.fallthrough;
  const text = `otherwise: ${serveText(config.fallthrough)}`;
  if (outcome !== 'decided') return { outcome, text, marks: [] };
  const failed = detail.errorCode === undefined ? '' : `error ${detail.errorCode}, `;
  const marks = split === undefined ? [] : [splitMark(split)];
  return { outcome, text: `${text}; ${failed}gets ${detail.variant ?? 'no value'}`, marks };
}

function headLine(outcome: TraceOutcome, text: string, { paint, glyphs }: Pens): Text {
  if (outcome === 'decided') return t`  ${paint.green(glyphs.current)} ${paint.bold(text)}`;
  if (outcome === 'notReached') return paint.dim(t`    ${text}`);
  return t`  ${paint.dim(glyphs.planned)} ${text}`;
}

function markLine({ depth, holds, text }: Mark, { paint, glyphs }: Pens): Text {
  const indent = '  '.repeat(depth);
  if (holds === null) return paint.dim(t`      ${indent}  ${text}`);
  const sign = holds ? paint.green(glyphs.done) : paint.red(glyphs.bad);
  return t`      ${indent}${sign} ${text}`;
}
