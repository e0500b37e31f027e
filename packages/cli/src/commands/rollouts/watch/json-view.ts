import type { RolloutDetail } from '@sluice/protocol';
import type { WatchState, WatchView } from './watch-state.js';

/** One JSON value per event, and at the end the whole rollout: for programs. */
export class JsonView implements WatchView {
  #sequence = 0;
  #lost = false;
  #last: RolloutDetail | null = null;

  constructor(private readonly print: (value: unknown) => void) {}

  show({ rollout, lost }: WatchState): void {
    if ((lost !== null) !== this.#lost) {
      this.#lost = lost !== null;
      this.print(lost === null ? { type: 'reached' } : { type: 'unreachable', message: lost });
    }
    for (const transition of rollout?.transitions ?? []) {
      if (transition.sequence <= this.#sequence) continue;
      this.print({ type: 'transition', flag: rollout?.flag, ...transition });
      this.#sequence = transition.sequence;
    }
    this.#last = rollout ?? this.#last;
  }

  close(): void {
    if (this.#last !== null) this.print({ type: 'rollout', ...this.#last });
  }
}
