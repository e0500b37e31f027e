import type { RolloutDetail } from '@sluice/protocol';
import { CliError } from '../../../command/cli-error.js';
import { EXIT, type ExitCode } from '../../../command/exit-codes.js';
import { isActive } from '../find-rollout.js';
import type { WatchState, WatchView } from './watch-state.js';

const TICK_MS = 250;
const POLL_MS = { least: 500, most: 2_000 } as const;
/** An answer that takes longer is shown as missing. */
const LATE_MS = 5_000;

/** What watching works with. */
export interface WatchPorts {
  readonly read: () => Promise<RolloutDetail>;
  readonly view: WatchView;
  /** ms, only ever forward. */
  readonly clock: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly signal: AbortSignal;
  /** Watching ends after so long, ms; Infinity to stay until the rollout has ended. */
  readonly timeoutMs: number;
}

/** Asks for a rollout again and again, remembering the last answer while none comes. */
class Reader {
  rollout: RolloutDetail | null = null;
  receivedAt = 0;
  failure: string | null = null;
  fatal: Error | null = null;
  #askedAt = -Infinity;
  #pending = false;

  constructor(private readonly ports: WatchPorts) {}

  /** Asks where the last answer is old enough and none is under way. */
  poll(now: number): void {
    const checkMs = (this.rollout?.checkEverySeconds ?? 0) * 500;
    const everyMs = Math.min(POLL_MS.most, Math.max(POLL_MS.least, checkMs));
    if (this.#pending || now - this.#askedAt < everyMs) return;
    this.#pending = true;
    this.#askedAt = now;
    void this.#ask();
  }

  async #ask(): Promise<void> {
    try {
      this.rollout = await this.ports.read();
      this.receivedAt = this.ports.clock();
      this.failure = null;
    } catch (error) {
      if (isPassing(error)) this.failure = (error as Error).message;
      else this.fatal = error as Error;
    } finally {
      this.#pending = false;
    }
  }

  stateAt(now: number): WatchState {
    const late =
      this.#pending && now - this.#askedAt > LATE_MS ? 'No answer from the server.' : null;
    const { rollout, receivedAt, failure } = this;
    return { rollout, receivedAt, now, lost: failure ?? late };
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof CliError && error.exitCode === EXIT.unreachable;
}

/**
 * Shows the rollout until it has ended, and returns the exit code of its end. A server that is away is
 * shown and asked again for as long as somebody watches; a refusal is thrown. Ctrl-C and the timeout end
 * the watching and nothing else.
 */
export async function watchRollout(ports: WatchPorts): Promise<ExitCode> {
  const { view, clock, sleep, signal } = ports;
  const reader = new Reader(ports);
  const endsAt = clock() + ports.timeoutMs;
  try {
    for (;;) {
      reader.poll(clock());
      await sleep(TICK_MS);
      if (signal.aborted) return EXIT.interrupted;
      if (reader.fatal !== null) throw reader.fatal;
      const state = reader.stateAt(clock());
      view.show(state);
      if (state.rollout !== null && !isActive(state.rollout)) return exitCodeOf(state.rollout);
      if (state.now >= endsAt) return EXIT.underWay;
    }
  } finally {
    view.close();
  }
}

/** What a rollout that has ended means for whoever waited for it. */
export function exitCodeOf({ state }: Pick<RolloutDetail, 'state'>): ExitCode {
  if (state === 'completed') return EXIT.completed;
  return state === 'rolled_back' ? EXIT.rolledBack : EXIT.failed;
}
