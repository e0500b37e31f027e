/** What a process offers of its signals. */
export interface SignalSource {
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
}

/** What is done at the first signal, and at any after it. */
export interface SignalActions {
  readonly first: (signal: string) => void;
  readonly again: () => void;
}

/** A Ctrl-C under `npm start` arrives twice: from the terminal, and passed on by npm. */
const ONE_KEYSTROKE_MS = 1_000;

/**
 * Calls `first` at the first SIGINT or SIGTERM and `again` at every later one, unless it comes so soon
 * (1 s) that it is the same keystroke. `now` is in milliseconds.
 */
export function onSignals(
  source: SignalSource,
  { first, again }: SignalActions,
  now: () => number = () => performance.now(),
): void {
  let firstAt: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    source.on(signal, () => {
      if (firstAt === undefined) {
        firstAt = now();
        first(signal);
      } else if (now() - firstAt > ONE_KEYSTROKE_MS) again();
    });
  }
}
