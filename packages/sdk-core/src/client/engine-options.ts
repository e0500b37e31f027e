import type { Evaluator, Snapshot } from '@sluice/evaluator';
import type { Overlay } from '@sluice/protocol';
import type { ViewKind } from '../view/etag-of.js';
import type { Timings } from '../connection/timings.js';
import type { Overriding } from '../overrides/overriding.js';
import type { Clock } from '../ports/clock.js';
import type { Logger } from '../ports/logger.js';
import type { Random } from '../ports/random.js';
import type { Storage } from '../ports/storage.js';
import type { Telemetry } from '../ports/telemetry.js';
import type { Timers } from '../ports/timers.js';
import type { Transport } from '../ports/transport.js';

/** What an adapter decides before the engine begins. */
export interface EngineOptions {
  /** Name and version of the SDK, as `node/1.2.0`. */
  readonly sdk: string;
  /** Fingerprint of server address, key and kind of key; a cache of another owner is not used. */
  readonly owner: string;
  readonly pollOnly: boolean;
  /** Which view the key sees: part of the entity tag. */
  readonly kind: ViewKind;
  /** What overrides flags in this process; `warn` takes what is ignored, for people. */
  readonly overriding: (warn: (message: string) => void) => Overriding;
  readonly timings: Timings;
  /** Makes the evaluator of a snapshot. */
  readonly compile: (snapshot: Snapshot) => Evaluator;
}

/** Something to serve before the server was ever reached. */
export interface Bootstrap {
  readonly snapshot: Snapshot;
  readonly overlay: Overlay | null;
}

/** The outside world. */
export interface EnginePorts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly logger: Logger;
  readonly transport: Transport;
  readonly storage: Storage | null;
  /** Counts what `observe` and `track` see; absent, they count nothing. */
  readonly telemetry?: Telemetry;
}
