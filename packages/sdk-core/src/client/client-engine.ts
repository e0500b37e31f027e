import type { Evaluator, FlagMetadata } from '@sluice/evaluator';
import type { ClientState } from '../connection/connection.js';
import type { Overriding } from '../overrides/overriding.js';
import type { Telemetry } from '../ports/telemetry.js';
import type { ClientEvents } from './client-events.js';
import type { Emitter } from './emitter.js';

/** What answers questions. */
export type AskedEvaluator = Pick<
  Evaluator,
  'evaluate' | 'isEnabled' | 'keys' | 'typeOf' | 'withoutCounting'
>;

/** What a client asks: the engine, or what stands in for it until it is loaded. */
export interface ClientEngine {
  /** Null while there is nothing to serve. Readers take it anew for each question. */
  readonly evaluator: AskedEvaluator | null;
  /** The corrected clock when it last mattered, for every question. */
  readonly now: number | null;
  readonly emitter: Emitter<ClientEvents>;
  readonly local: {
    readonly state: { readonly shutdown: boolean };
    readonly withoutData: Overriding['withoutData'];
  };
  /** What counts requests behind watched flags, with the evaluator that it asks; null where there is none. */
  readonly telemetry: Telemetry | null;
  readonly state: ClientState;
  readonly revision: number | null;
  readonly ageMs: number | null;
  metadataOf(key: string): FlagMetadata | null;
  ready(timeoutMs: number): Promise<void>;
  close(): Promise<void>;
}
