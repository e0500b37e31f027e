import type { Evaluator, Snapshot } from '@sluice/evaluator';
import type { Overlay } from '@sluice/protocol';
import { ServerClock } from '../clock/server-clock.js';
import type { Clock } from '../ports/clock.js';
import type { Logger } from '../ports/logger.js';
import type { Storage } from '../ports/storage.js';
import type { ClientEvents } from './client-events.js';
import { Emitter } from './emitter.js';
import type { Bootstrap } from './engine-options.js';
import { guardLogger } from './guard-logger.js';
import { loadCache } from './load-cache.js';

/** What a client has before its engine runs: what an earlier run or the program left it, or what an adapter fetched by itself. */
export interface Beginning {
  readonly emitter: Emitter<ClientEvents>;
  readonly serverClock: ServerClock;
  /** Something to serve; null where there is nothing. */
  readonly first: { readonly snapshot: Snapshot; readonly overlay: Overlay | null } | null;
  /** Answers questions about `first` already, and goes on doing so. */
  readonly evaluator?: Evaluator;
  /** `first` is the server's answer, everybody was told, and the transport will say that nothing changed since. */
  readonly live?: boolean;
}

/** What a client begins with that nobody else began: its cache, else the bootstrap. */
export function beginningOf(
  options: { readonly owner: string; readonly bootstrap: Bootstrap | null },
  ports: { readonly clock: Clock; readonly storage: Storage | null; readonly logger: Logger },
): Beginning {
  const { clock, storage } = ports;
  const logger = guardLogger(ports.logger);
  const cached = loadCache(storage, options.owner, logger);
  return {
    serverClock: new ServerClock(clock, cached?.clockOffsetMs),
    emitter: new Emitter((error) =>
      logger.error(`A listener of the Sluice client threw: ${String(error)}`),
    ),
    first: cached ?? options.bootstrap,
  };
}
