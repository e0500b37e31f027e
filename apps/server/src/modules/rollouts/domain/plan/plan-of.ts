import { checkPercentages, parseSteps, type ParsedSteps } from './parse-steps.js';
import type { Plan } from './plan.js';
import { STRATEGIES, type StrategyName } from './strategies.js';

/** Shortest and longest time a step may be held, in ms. */
export const HOLD_LIMITS_MS = { least: 500, most: 30 * 86_400_000 } as const;

/** What was asked for. */
export interface PlanRequest {
  readonly strategy: StrategyName;
  /** For `custom` only: text or numbers. */
  readonly steps?: string | readonly number[] | undefined;
  /** Hold of every step, in place of the strategy's own. */
  readonly waitMs?: number | undefined;
}

/** The plan, or why there is none. */
export type PlanResult =
  | { readonly ok: true; readonly plan: Plan }
  | {
      readonly ok: false;
      readonly code: 'INVALID_STEPS' | 'INVALID_WAIT';
      readonly message: string;
    };

function percentagesOf(steps: string | readonly number[]): ParsedSteps {
  return typeof steps === 'string' ? parseSteps(steps) : checkPercentages(steps);
}

function customPlan(steps: PlanRequest['steps'], waitMs: number | undefined): PlanResult {
  const code = 'INVALID_STEPS';
  if (steps === undefined)
    return { ok: false, code, message: 'Strategy custom needs steps, like "0,5,20,100".' };
  const parsed = percentagesOf(steps);
  if (!parsed.ok) return parsed;
  if (waitMs === undefined)
    return {
      ok: false,
      code: 'INVALID_WAIT',
      message: 'Strategy custom needs the time to wait at each step.',
    };
  return {
    ok: true,
    plan: parsed.percentages.map((percentage) => ({ percentage, holdMs: waitMs })),
  };
}

/** Plan of a strategy, with steps and hold as asked; says what is wrong with them otherwise. */
export function planOf({ strategy, steps, waitMs }: PlanRequest): PlanResult {
  const { least, most } = HOLD_LIMITS_MS;
  if (waitMs !== undefined && !(waitMs >= least && waitMs <= most))
    return {
      ok: false,
      code: 'INVALID_WAIT',
      message: `A wait of ${waitMs} ms is not between half a second and 30 days.`,
    };
  if (strategy === 'custom') return customPlan(steps, waitMs);
  if (steps !== undefined)
    return {
      ok: false,
      code: 'INVALID_STEPS',
      message: `Strategy ${strategy} has its own steps. Use strategy custom to give others.`,
    };
  const plan: Plan = STRATEGIES[strategy];
  return {
    ok: true,
    plan: waitMs === undefined ? plan : plan.map((step) => ({ ...step, holdMs: waitMs })),
  };
}
