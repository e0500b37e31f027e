import {
  OpenFeature,
  type Client,
  type EvaluationContext,
  type EvaluationDetails,
  type FlagValue,
  type Hook,
  type ResolutionDetails,
} from '@openfeature/web-sdk';
import { SluiceWebProvider } from '@sluice/sdk-browser/openfeature';
import { until } from '../../../../../packages/sdk-node/test/until.js';
import type { Asked, Face, Level, SeenHook, Standing } from './face.js';
import { SILENT } from './silent-logger.js';
import type { Stage } from './stage.js';

class SeeingProvider extends SluiceWebProvider {
  seen: EvaluationContext = {};

  override resolveBooleanEvaluation(
    key: string,
    fallback: boolean,
    context: EvaluationContext,
  ): ResolutionDetails<boolean> {
    this.seen = context;
    return super.resolveBooleanEvaluation(key, fallback, context);
  }
}

/** `@openfeature/web-sdk` with our provider for browsers. Its context is set once for all questions: it has one level. */
export class WebFace implements Face {
  readonly levels = ['API'] as const;
  readonly #client: Client;
  #provider: SeeingProvider | null = null;

  constructor(
    private readonly stage: Stage,
    private readonly domain: string,
  ) {
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

  async ask(
    { kind, key, fallback }: Asked,
    contexts: Partial<Record<Level, EvaluationContext>>,
    hooks: readonly SeenHook[] = [],
  ): Promise<EvaluationDetails<FlagValue>> {
    const context = { ...contexts.API, ...contexts.Invocation };
    // A change of context, even to an empty one, would end the wait of a provider that is not ready.
    if (Object.keys(context).length > 0 || Object.keys(this.seenContext).length > 0)
      await OpenFeature.setContext(context);
    const client = this.#client;
    const options = { hooks: [...hooks] as Hook[] };
    if (kind === 'boolean') return client.getBooleanDetails(key, fallback as boolean, options);
    if (kind === 'string') return client.getStringDetails(key, fallback as string, options);
    if (kind === 'number') return client.getNumberDetails(key, fallback as number, options);
    return client.getObjectDetails(key, fallback, options);
  }

  private get seenContext(): EvaluationContext {
    return OpenFeature.getContext();
  }

  async close(): Promise<void> {
    await OpenFeature.clearProviders();
    await OpenFeature.setContext({});
  }
}
