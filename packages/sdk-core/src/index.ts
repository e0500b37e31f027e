export type * from './ports/clock.js';
export type * from './ports/http.js';
export type * from './ports/latency-sketch.js';
export type * from './ports/logger.js';
export type * from './ports/random.js';
export type * from './ports/storage.js';
export type * from './ports/telemetry.js';
export type * from './ports/timers.js';
export type * from './ports/transport.js';
export type * from './client/client-events.js';
export type * from './client/engine-options.js';
export type * from './client/flag-types.js';
export type * from './client/user.js';
export type { OverrideSources } from './overrides/override-sources.js';
export { LocalOverrides } from './overrides/local-overrides.js';
export { NO_OVERRIDES, type Overriding } from './overrides/overriding.js';
export type { ClientState } from './connection/connection.js';
export { DEFAULT_TIMINGS, type Timings } from './connection/timings.js';
export { beginningOf, type Beginning } from './client/beginning.js';
export type { AskedEvaluator, ClientEngine } from './client/client-engine.js';
export { guardLogger } from './client/guard-logger.js';
export { metadataIn } from './client/metadata-in.js';
export { closedError } from './client/closed-error.js';
export { offsetIn, ownRecord, type WrittenRecord } from './cache/own-record.js';
export { Emitter } from './client/emitter.js';
export { ServerClock } from './clock/server-clock.js';
export { Engine } from './client/engine.js';
export { FlagClient, type ReadyOptions } from './client/flag-client.js';
export { requestEvents, requestSnapshot } from './http/http-delivery.js';
export { readRefusal } from './http/read-refusal.js';
export { readOverlay } from './wire/read-overlay.js';
export { readSnapshot } from './wire/read-snapshot.js';
export { isRecord } from './wire/is-record.js';
export { RolloutTelemetry } from './telemetry/rollout-telemetry.js';
export {
  contextOf,
  outcomeOf,
  ProviderCore,
  resolveFlag,
  type ProviderEventDetails,
  type ProviderParts,
  type Resolution,
  type ValueKind,
} from './openfeature/index.js';
