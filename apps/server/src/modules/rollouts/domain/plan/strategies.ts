import type { Plan } from './plan.js';

const DAY_MS = 86_400_000;

const even = (percentages: readonly number[], holdMs: number): Plan =>
  percentages.map((percentage) => ({ percentage, holdMs }));

/**
 * Plans by name (rollouts.md, "State machine"). `safe` is seven days: a day per step, and a further
 * day of validation at 100 %. `custom` has none: its steps are given.
 */
export const STRATEGIES = {
  safe: [...even([5, 10, 25, 50, 75], DAY_MS), { percentage: 100, holdMs: 2 * DAY_MS }],
  fast: even([25, 50, 100], DAY_MS),
  instant: even([100], 60_000),
} as const satisfies Record<string, Plan>;

export type StrategyName = keyof typeof STRATEGIES | 'custom';
