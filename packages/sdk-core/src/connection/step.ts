import type { Connection } from './connection.js';
import type { Effect } from './effect.js';

/** A connection after an event, and the effects to carry out. */
export interface Step {
  readonly connection: Connection;
  readonly effects: readonly Effect[];
}
