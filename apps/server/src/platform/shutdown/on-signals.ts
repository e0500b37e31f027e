/** What a process offers of its signals. */
export interface SignalSource {
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
}

/** What is done at the first signal, and at any after it. */
export interface SignalActions {
  readonly first: (signal: string) => void;
  readonly again: () => void;
}

/** Calls `first` at the first SIGINT or SIGTERM and `again` at every later one. */
export function onSignals(source: SignalSource, { first, again }: SignalActions): void {
  let seen = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    source.on(signal, () => {
      if (seen) again();
      else {
        seen = true;
        first(signal);
      }
    });
  }
}
