import type { ExplainedDetail, Flag, FlagConfig } from '@sluice/protocol';
import type { Paint } from '../../terminal/paint.js';
import { t, type Text } from '../../terminal/text.js';
import { flagText } from '../../words/condition-text.js';
import { ruleText } from '../../words/rule-text.js';
import { serveText } from '../../words/serve-text.js';
import { reasonText } from './reason-text.js';

/** Everything an explanation is made from. */
export interface Story {
  readonly flag: Flag;
  readonly config: FlagConfig;
  readonly detail: ExplainedDetail;
  /** What the same context gets from every other flag. */
  readonly others: ReadonlyMap<string, ExplainedDetail>;
  readonly user: Readonly<Record<string, unknown>>;
}

interface Step {
  /** `end`: this step decided; `passed`: it was asked and let go on; `skipped`: never reached. */
  readonly outcome: 'end' | 'passed' | 'skipped';
  readonly text: string;
}

/** One line per step of the decision, up to the one that decided, and what was never reached. */
export function explanationLines(story: Story, paint: Paint): Text[] {
  return stepsOf(story).map(({ outcome, text }) => {
    if (outcome === 'end') return t`  ${paint.green('▶')} ${paint.bold(text)}`;
    return outcome === 'passed' ? t`  ${paint.dim('·')} ${text}` : paint.dim(t`    ${text}`);
  });
}

function stepsOf(story: Story): Step[] {
  const { detail, flag, config } = story;
  if (detail.reason === 'SHUTDOWN')
    return [end(`emergency shutdown: serves ${config.offVariant ?? 'no value'}`)];
  if (detail.reason === 'OVERRIDE') return [end(reasonText(detail))];
  if (detail.reason === 'DISABLED')
    return [end(`disabled here: serves ${config.offVariant ?? 'no value'}`)];
  const steps = [passed('enabled'), ...parentSteps(story)];
  if (detail.reason === 'PREREQUISITE_FAILED') return steps;
  if (detail.reason === 'ERROR')
    return [
      ...steps,
      end(`error ${detail.errorCode ?? ''}: serves ${detail.variant ?? 'no value'}`),
    ];
  if (flag.archivedAt !== null) steps.push(passed('archived'));
  return [...steps, ...targetSteps(story), ...ruleSteps(story), ...lastStep(story)];
}

const end = (text: string): Step => ({ outcome: 'end', text });
const passed = (text: string): Step => ({ outcome: 'passed', text });
const skipped = (text: string): Step => ({ outcome: 'skipped', text });

function parentSteps({ flag, config, detail, others }: Story): Step[] {
  const failedAt = flag.prerequisites.findIndex((one) => one.flag === detail.prerequisite);
  const reached = failedAt === -1 ? flag.prerequisites : flag.prerequisites.slice(0, failedAt + 1);
  return reached.map((one, index) => {
    const parent = others.get(one.flag);
    const state =
      parent === undefined ? 'missing' : `${parent.enabled ? 'on' : 'off'} (${reasonText(parent)})`;
    const text = `requires that ${flagText({ ...one })}: it is ${state}`;
    return index === failedAt
      ? end(`${text}, so this serves ${config.offVariant ?? 'no value'}`)
      : passed(text);
  });
}

function targetSteps({ config, detail, user }: Story): Step[] {
  if (config.targets.length === 0) return [];
  const isTargeted = detail.reason === 'TARGETING_MATCH' && detail.ruleId === undefined;
  const who = JSON.stringify(user.id ?? null);
  if (isTargeted) return [end(`targeted (id ${who}): gets ${detail.variant ?? 'no value'}`)];
  return [passed(`no target lists the user (id ${who})`)];
}

function ruleSteps({ config, detail }: Story): Step[] {
  const isTargeted = detail.reason === 'TARGETING_MATCH' && detail.ruleId === undefined;
  const decided = detail.ruleIndex ?? (isTargeted ? -1 : config.rules.length);
  return config.rules.map((rule, index) => {
    const text = `rule ${rule.id}: ${ruleText(rule)}`;
    if (index > decided) return skipped(text);
    if (index < decided) return passed(`${text}; ${whyNot(rule)}`);
    const bucket = detail.bucket === undefined ? '' : `, bucket ${detail.bucket} of 100000`;
    return end(`${text}; applies${bucket}: gets ${detail.variant ?? 'no value'}`);
  });
}

/** Why a rule that was asked did not decide, as far as it can be told from outside. */
function whyNot({ conditions, rollout }: FlagConfig['rules'][number]): string {
  if (rollout === undefined) return 'the user does not fit';
  return conditions.length === 0 ? 'the user is outside' : 'the user does not fit, or is outside';
}

function lastStep({ config, detail }: Story): Step[] {
  const text = `otherwise: ${serveText(config.fallthrough)}`;
  const isDecided = detail.ruleId !== undefined || detail.reason === 'TARGETING_MATCH';
  return [isDecided ? skipped(text) : end(text)];
}
