import type { GuardRequest } from '../guards/guards-of.js';
import type { OnRollback } from '../machine/rollout.js';
import type { StrategyName } from './strategies.js';

/** What someone asks of a rollout, or a template keeps of one; everything may be left open. */
export interface PlanAsked {
  readonly strategy?: StrategyName | undefined;
  readonly steps?: string | readonly number[] | undefined;
  readonly waitSeconds?: number | undefined;
  readonly checkEverySeconds?: number | undefined;
  readonly noDataSeconds?: number | undefined;
  readonly guards?: readonly GuardRequest[] | undefined;
  readonly onRollback?: OnRollback | undefined;
  readonly alsoDisable?: readonly string[] | undefined;
}

const MEMBERS = [
  'strategy',
  'steps',
  'waitSeconds',
  'checkEverySeconds',
  'noDataSeconds',
  'guards',
  'onRollback',
  'alsoDisable',
] as const satisfies readonly (keyof PlanAsked)[];

/** The members that say something; anything else is left out. */
export function planMembers(asked: PlanAsked): PlanAsked {
  const given = MEMBERS.flatMap((name) =>
    asked[name] === undefined ? [] : [[name, asked[name]] as const],
  );
  return Object.fromEntries(given);
}

/**
 * `asked` with what it leaves open taken from `template`. Strategy and steps are one choice: whoever
 * gives either chooses both.
 */
export function overTemplate(asked: PlanAsked, template: PlanAsked): PlanAsked {
  const { strategy, steps, ...rest } = template;
  const chosen = asked.strategy !== undefined || asked.steps !== undefined;
  return { ...rest, ...(chosen ? {} : { strategy, steps }), ...planMembers(asked) };
}
