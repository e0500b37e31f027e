import type { ClientState } from '../connection/connection.js';

/** Events of a client and what comes with them. */
export interface ClientEvents {
  /** Flags whose definition, segments, overrides or scheduled percentage changed, and flags that depend on these; all flags after a change of the shutdown. */
  change: { readonly keys: readonly string[] };
  stateChange: { readonly state: ClientState; readonly previous: ClientState };
}
