import {
  ErrorCode,
  OpenFeatureEventEmitter,
  ProviderFatalError,
  ProviderNotReadyError,
  type EvaluationContext,
  type JsonValue,
  type Provider,
  type ProviderEmittableEvents,
  type ResolutionDetails,
  type TrackingEventDetails,
} from '@openfeature/web-sdk';
import {
  contextOf,
  outcomeOf,
  ProviderCore,
  resolveFlag,
  type FlagClient,
  type ValueKind,
} from '@sluice/sdk-core';
import type { ClientOptions } from '../client-options.js';
import { createClient } from '../create-client.js';
import type { SluiceClient } from '../sluice-client.js';

/** How long the start of a provider may take, ms, where nothing else is said. */
const START_MS = 5_000;

/** Options of the provider itself. */
export interface SluiceWebProviderOptions {
  /** How long the start waits for the server where there is no cache, ms; default 5 000. The client goes on trying after it. */
  readonly readyTimeoutMs?: number;
}

/**
 * Sluice as a provider of `@openfeature/web-sdk`: evaluates in the page, and is ready at once where
 * there is a cache or a bootstrap. Given options it makes a client, and closes it when OpenFeature
 * closes the provider; a client that is given stays its owner's to close.
 */
export class SluiceWebProvider implements Provider {
  readonly metadata = { name: 'sluice' } as const;
  readonly runsOn = 'client';
  readonly events = new OpenFeatureEventEmitter();
  readonly #core: ProviderCore<FlagClient>;

  /** Throws a TypeError for options that make no sense, as `createClient` does. */
  constructor(source: ClientOptions | SluiceClient, options: SluiceWebProviderOptions = {}) {
    this.#core = new ProviderCore<FlagClient>({
      client: isClient(source) ? source : () => createClient(source),
      emit: (name, details) => this.events.emit(name as ProviderEmittableEvents, { ...details }),
      afterwards: (run) => void setTimeout(run, 0),
      failure: (code, message) =>
        code === 'PROVIDER_FATAL'
          ? new ProviderFatalError(message)
          : new ProviderNotReadyError(message),
      first: { timeoutMs: options.readyTimeoutMs ?? START_MS, cachedIsEnough: true },
    });
  }

  /** The client that answers, for what OpenFeature has no word for. */
  get client(): SluiceClient {
    return this.#core.client as SluiceClient;
  }

  initialize(context?: EvaluationContext): Promise<void> {
    const started = this.#core.initialize();
    this.#identify(context);
    return started;
  }

  onClose(): Promise<void> {
    return this.#core.close();
  }

  /** Nothing is fetched: all flags are here, so that the new context counts at once. */
  onContextChange(_before: EvaluationContext, context: EvaluationContext): void {
    this.#core.contextChanged(() => this.#identify(context));
  }

  resolveBooleanEvaluation(
    flagKey: string,
    defaultValue: boolean,
    context: EvaluationContext,
  ): ResolutionDetails<boolean> {
    return this.#resolve('boolean', flagKey, defaultValue, context);
  }

  resolveStringEvaluation(
    flagKey: string,
    defaultValue: string,
    context: EvaluationContext,
  ): ResolutionDetails<string> {
    return this.#resolve('string', flagKey, defaultValue, context);
  }

  resolveNumberEvaluation(
    flagKey: string,
    defaultValue: number,
    context: EvaluationContext,
  ): ResolutionDetails<number> {
    return this.#resolve('number', flagKey, defaultValue, context);
  }

  resolveObjectEvaluation<T extends JsonValue>(
    flagKey: string,
    defaultValue: T,
    context: EvaluationContext,
  ): ResolutionDetails<T> {
    return this.#resolve('object', flagKey, defaultValue, context);
  }

  /** Counts a piece of work behind the flag of this name; `error`, `latencyMs` and `value` of the details are kept, nothing else. */
  track(flagKey: string, context: EvaluationContext, details?: TrackingEventDetails): void {
    const reading = contextOf(context);
    if (reading.ok) this.#core.client.track(flagKey, reading.context, outcomeOf(details));
  }

  #identify(context: EvaluationContext | undefined): void {
    const reading = contextOf(context);
    if (reading.ok) this.client.identify(reading.context);
  }

  #resolve<T>(kind: ValueKind, key: string, fallback: T, context: unknown): ResolutionDetails<T> {
    const { errorCode, ...details } = resolveFlag(this.#core.client, kind, {
      key,
      fallback,
      context,
    });
    return errorCode === undefined ? details : { ...details, errorCode: ErrorCode[errorCode] };
  }
}

/** Not `instanceof`: a page may hold the package twice. */
function isClient(source: ClientOptions | SluiceClient): source is SluiceClient {
  const given: unknown = source;
  return typeof given === 'object' && given !== null && 'detail' in given && 'ready' in given;
}
