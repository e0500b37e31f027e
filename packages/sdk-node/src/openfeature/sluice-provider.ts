import {
  ErrorCode,
  OpenFeatureEventEmitter,
  ProviderFatalError,
  ProviderNotReadyError,
  type EvaluationContext,
  type JsonValue,
  type Provider,
  type ProviderEvents,
  type ResolutionDetails,
  type TrackingEventDetails,
} from '@openfeature/server-sdk';
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
export interface SluiceProviderOptions {
  /** How long the start waits for the server, ms; default 5 000. The client goes on trying after it. */
  readonly readyTimeoutMs?: number;
}

/**
 * Sluice as a provider of `@openfeature/server-sdk`: evaluates in the process, by the flags of one
 * environment. Given options it makes a client, and closes it when OpenFeature closes the provider;
 * a client that is given stays its owner's to close.
 */
export class SluiceProvider implements Provider {
  readonly metadata = { name: 'sluice' } as const;
  readonly runsOn = 'server';
  readonly events = new OpenFeatureEventEmitter();
  readonly #core: ProviderCore<FlagClient>;

  /** Throws a TypeError for options that make no sense, as `createClient` does. */
  constructor(source: ClientOptions | SluiceClient, options: SluiceProviderOptions = {}) {
    this.#core = new ProviderCore<FlagClient>({
      client: isClient(source) ? asked(source) : () => asked(createClient(source)),
      emit: (name, details) => this.events.emit(name as ProviderEvents, { ...details }),
      afterwards: (run) => void setImmediate(run).unref(),
      failure: (code, message) =>
        code === 'PROVIDER_FATAL'
          ? new ProviderFatalError(message)
          : new ProviderNotReadyError(message),
      first: { timeoutMs: options.readyTimeoutMs ?? START_MS, cachedIsEnough: false },
    });
  }

  /** The client that answers, for what OpenFeature has no word for. */
  get client(): SluiceClient {
    return this.#core.client as unknown as SluiceClient;
  }

  initialize(): Promise<void> {
    return this.#core.initialize();
  }

  onClose(): Promise<void> {
    return this.#core.close();
  }

  resolveBooleanEvaluation(
    flagKey: string,
    defaultValue: boolean,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<boolean>> {
    return this.#resolve('boolean', flagKey, defaultValue, context);
  }

  resolveStringEvaluation(
    flagKey: string,
    defaultValue: string,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<string>> {
    return this.#resolve('string', flagKey, defaultValue, context);
  }

  resolveNumberEvaluation(
    flagKey: string,
    defaultValue: number,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<number>> {
    return this.#resolve('number', flagKey, defaultValue, context);
  }

  resolveObjectEvaluation<T extends JsonValue>(
    flagKey: string,
    defaultValue: T,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<T>> {
    return this.#resolve('object', flagKey, defaultValue, context);
  }

  /** Counts a piece of work behind the flag of this name; `error`, `latencyMs` and `value` of the details are kept, nothing else. */
  track(flagKey: string, context: EvaluationContext, details?: TrackingEventDetails): void {
    const reading = contextOf(context);
    if (reading.ok) this.#core.client.track(flagKey, reading.context, outcomeOf(details));
  }

  #resolve<T>(
    kind: ValueKind,
    key: string,
    fallback: T,
    context: unknown,
  ): Promise<ResolutionDetails<T>> {
    const resolution = resolveFlag(this.#core.client, kind, { key, fallback, context });
    const { errorCode, ...details } = resolution;
    return Promise.resolve(
      errorCode === undefined ? details : { ...details, errorCode: ErrorCode[errorCode] },
    );
  }
}

/** Not `instanceof`: a program may hold the package twice, as ESM and as CommonJS. */
function isClient(source: ClientOptions | SluiceClient): source is SluiceClient {
  const given: unknown = source;
  return typeof given === 'object' && given !== null && 'detail' in given && 'ready' in given;
}

/** Declared flags limit which keys may be asked for; OpenFeature asks for any. */
function asked(client: SluiceClient): FlagClient {
  return client;
}
