import {
  AsyncLocalStorageTransactionContextPropagator,
  OpenFeature,
  type Client,
  type EvaluationContext,
  type EvaluationDetails,
  type FlagValue,
  type Hook,
  type ResolutionDetails,
} from '@openfeature/server-sdk';
import { SluiceProvider } from '@sluice/sdk-node/openfeature';
import { until } from '../../../../../packages/sdk-node/test/until.js';
import { LEVELS, type Asked, type Face, type Level, type SeenHook, type Standing } from './face.js';
import { SILENT } from './silent-logger.js';
import type { Stage } from './stage.js';

class SeeingProvider extends SluiceProvider {
  seen: EvaluationContext = {};

  override resolveBooleanEvaluation(
    key: string,
    fallback: boolean,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<boolean>> {
    this.seen = context;
    return super.resolveBooleanEvaluation(key, fallback, context);
  }
}

/** `@openfeature/server-sdk` with our Node provider. */
export class ServerFace implements Face {
  readonly levels = LEVELS;
  readonly #client: Client;
  #provider: SeeingProvider | null = null;

  constructor(
    private readonly stage: Stage,
    private readonly domain: string,
  ) {
    OpenFeature.setTransactionContextPropagator(
      new AsyncLocalStorageTransactionContextPropagator(),
    );
    this.#client = OpenFeature.getClient(domain);
  }

  get seen(): EvaluationContext {
    return this.#provider?.seen ?? {};
  }

  get status(): string {
    return this.#client.providerStatus;
  }

  async provide(standing: Standing): Promise<void> {
    const { url, key, timeoutMs } = await this.stage.placeFor(standing);
    const provider = new SeeingProvider(
      { url, key, logger: SILENT },
      { readyTimeoutMs: timeoutMs },
    );
    this.#provider = provider;
    const set = OpenFeature.setProviderAndWait(this.domain, provider);
    if (standing === 'not ready') return void set.catch(() => undefined);
    await set.catch((error: unknown) => {
      if (standing === 'stable' || standing === 'stale') throw error;
    });
    if (standing !== 'stale') return;
    await this.stage.cut();
    await until('stale', () => this.status === 'STALE');
  }

  addHook(hook: SeenHook): void {
    this.#client.addHooks(hook);
  }

  ask(
    asked: Asked,
    contexts: Partial<Record<Level, EvaluationContext>>,
    hooks: readonly SeenHook[] = [],
  ): Promise<EvaluationDetails<FlagValue>> {
    OpenFeature.setContext(contexts.API ?? {});
    this.#client.setContext(contexts.Client ?? {});
    const late: SeenHook = { before: () => contexts['Before Hooks'] };
    const options = { hooks: [...hooks, late] as Hook[] };
    const invocation = contexts.Invocation ?? {};
    return new Promise((resolve, reject) => {
      OpenFeature.setTransactionContext(contexts.Transaction ?? {}, () => {
        this.#ask(asked, invocation, options).then(resolve, reject);
      });
    });
  }

  #ask(
    { kind, key, fallback }: Asked,
    context: EvaluationContext,
    options: { hooks: Hook[] },
  ): Promise<EvaluationDetails<FlagValue>> {
    const client = this.#client;
    if (kind === 'boolean')
      return client.getBooleanDetails(key, fallback as boolean, context, options);
    if (kind === 'string')
      return client.getStringDetails(key, fallback as string, context, options);
    if (kind === 'number')
      return client.getNumberDetails(key, fallback as number, context, options);
    return client.getObjectDetails(key, fallback, context, options);
  }

  async close(): Promise<void> {
    OpenFeature.setContext({});
    await OpenFeature.clearProviders();
  }
}
