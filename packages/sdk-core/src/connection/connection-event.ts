/** Everything that can happen to a connection. */
export type ConnectionEvent =
  | { readonly type: 'start' }
  /** A deadline may have passed. */
  | { readonly type: 'tick' }
  /** A `sync` was understood; `ask` is what the reducer wants next. */
  | {
      readonly type: 'synced';
      readonly ask: Ask;
      readonly spreadMs: number;
      /** What is held is of the history the message speaks of, at whatever revision. */
      readonly holds: boolean;
    }
  /** A `change` or `overlay` was read; `ask` as above. */
  | { readonly type: 'told'; readonly ask: Ask; readonly spreadMs: number }
  | { readonly type: 'stream-closed' }
  | { readonly type: 'drained'; readonly withinMs: number }
  | { readonly type: 'refused' }
  /** HTTP answered; `enough`: it held what a stream message told to fetch, if any did. */
  | { readonly type: 'fetched'; readonly enough: boolean }
  | { readonly type: 'fetch-failed'; readonly retryAfterMs: number }
  /** The page is hidden, or about to be kept for later. */
  | { readonly type: 'pause' }
  /** The page is shown, or the network is back. */
  | { readonly type: 'wake' }
  | { readonly type: 'close' };

export type Ask = 'nothing' | 'resync' | 'resync-full' | 'fetch';
