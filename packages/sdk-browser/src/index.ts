export * from './flags.js';
export { createClient } from './create-client.js';
export type { ClientOptions } from './client-options.js';
export type { SluiceClient } from './sluice-client.js';
export type {
  Bootstrap,
  ClientEvents,
  ClientState,
  FallbackOf,
  FlagKey,
  Logger,
  ReadyOptions,
  User,
  ValueOf,
} from '@sluice/sdk-core';
export type { Context, EvaluationDetail, Json, Snapshot } from '@sluice/evaluator';
