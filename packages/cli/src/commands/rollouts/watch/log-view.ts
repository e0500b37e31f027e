import type { RolloutDetail } from '@sluice/protocol';
import { eventLine, standingLine } from '../../../ramp/event-line.js';
import { readingWords } from '../../../ramp/plain-lines.js';
import { latestReadings, type GuardReading } from '../../../ramp/readings.js';
import { isActive } from '../find-rollout.js';
import type { WatchState, WatchView } from './watch-state.js';

/** Prints one line per event: for logs and pipelines. Never prints the same event twice. */
export class LogView implements WatchView {
  #sequence = 0;
  #stood: string | null = null;
  #lost = false;
  readonly #verdicts = new Map<string, string>();

  constructor(
    private readonly print: (line: string) => void,
    private readonly repeated: string,
  ) {}

  show({ rollout, lost }: WatchState): void {
    if ((lost !== null) !== this.#lost) {
      this.#lost = lost !== null;
      this.print(lost === null ? 'the server answers again' : `${lost} Trying again.`);
    }
    if (rollout === null) return;
    this.#events(rollout);
    this.#readings(rollout);
    this.#standing(rollout);
  }

  close(): void {}

  #events(rollout: RolloutDetail): void {
    for (const transition of rollout.transitions) {
      if (transition.sequence <= this.#sequence) continue;
      this.print(eventLine(transition, rollout));
      this.#sequence = transition.sequence;
    }
  }

  /** A guard speaks up when its verdict is another than before. */
  #readings(rollout: RolloutDetail): void {
    for (const reading of latestReadings(rollout)) {
      const { guard, kind } = reading.verdict;
      if (this.#verdicts.get(guard) === kind) continue;
      this.#verdicts.set(guard, kind);
      this.print(readingLine(rollout, reading));
    }
  }

  /** Where it stands once for every state: what is due when it runs, what to do when it is paused, the end. */
  #standing(rollout: RolloutDetail): void {
    const { state, pauseReason } = rollout;
    const stands = `${state} ${pauseReason ?? ''}`;
    if (stands === this.#stood) return;
    this.#stood = stands;
    if (!isActive(rollout) || state !== 'running') this.print(standingLine(rollout, this.repeated));
  }
}

function readingLine(rollout: RolloutDetail, reading: GuardReading): string {
  const at = rollout.checks[0]?.at ?? rollout.asOf;
  const words = `guard ${reading.verdict.guard}: ${readingWords(rollout, reading)}`;
  return [at, rollout.flag, words].join('  ');
}
