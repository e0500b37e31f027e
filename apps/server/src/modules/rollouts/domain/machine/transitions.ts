import type { RolloutEvent } from './event.js';
import type { RolloutState } from './rollout.js';

/**
 * Which states each event may lead to; the state itself where nothing happens. An event that is not
 * listed is refused. This is the whole machine: `transition` never leaves it (rollouts.md, "State
 * machine").
 */
export const TRANSITIONS: Readonly<
  Record<RolloutState, Readonly<Partial<Record<RolloutEvent['kind'], readonly RolloutState[]>>>>
> = {
  scheduled: {
    tick: ['scheduled', 'running'],
    abort: ['aborted'],
    'arms-edited': ['scheduled'],
    'flag-disabled': ['scheduled'],
  },
  running: {
    tick: ['running', 'paused', 'completed', 'rolled_back'],
    pause: ['paused'],
    resume: ['running'],
    advance: ['running', 'completed'],
    'step-back': ['running', 'rolled_back'],
    rollback: ['rolled_back'],
    'rollback-to': ['paused'],
    abort: ['aborted'],
    'flag-disabled': ['paused'],
    'arms-edited': ['running'],
  },
  paused: {
    tick: ['paused'],
    pause: ['paused'],
    resume: ['running'],
    'step-back': ['paused', 'rolled_back'],
    rollback: ['rolled_back'],
    'rollback-to': ['paused'],
    abort: ['aborted'],
    'flag-disabled': ['paused'],
    'arms-edited': ['paused'],
  },
  completed: { tick: ['completed'], 'flag-disabled': ['completed'], 'arms-edited': ['completed'] },
  rolled_back: {
    tick: ['rolled_back'],
    rollback: ['rolled_back'],
    'flag-disabled': ['rolled_back'],
    'arms-edited': ['rolled_back'],
  },
  aborted: {
    tick: ['aborted'],
    abort: ['aborted'],
    'flag-disabled': ['aborted'],
    'arms-edited': ['aborted'],
  },
};

/** States in which nothing ever changes again. */
export const TERMINAL_STATES: readonly RolloutState[] = ['completed', 'rolled_back', 'aborted'];

/** True for a state in which nothing ever changes again. */
export function isTerminal(state: RolloutState): boolean {
  return TERMINAL_STATES.includes(state);
}
