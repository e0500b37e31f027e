import type { FlagClient } from '../client/flag-client.js';
import { firstStanding, type FirstStanding } from './first-standing.js';
import type { ProviderEventDetails, ProviderEventNotes } from './provider-events.js';
import { standingOf, type ProviderStanding } from './standing.js';

/** What an adapter to one of OpenFeature's SDKs brings. */
export interface ProviderParts<C extends FlagClient> {
  /** Somebody's client, which stays theirs, or a way to make one, which is the provider's own. */
  readonly client: C | (() => C);
  readonly emit: <N extends keyof ProviderEventDetails>(
    name: N,
    details: ProviderEventDetails[N],
  ) => void;
  /** Runs something when OpenFeature has taken in what was last returned to it. */
  readonly afterwards: (run: () => void) => void;
  /** An error that OpenFeature understands. */
  readonly failure: (code: 'PROVIDER_FATAL' | 'PROVIDER_NOT_READY', message: string) => Error;
  readonly first: FirstStanding;
}

/** A provider's life between OpenFeature and a client: start, events, end. The same for servers and browsers. */
export class ProviderCore<C extends FlagClient> {
  readonly #parts: ProviderParts<C>;
  #client: C;
  #stops: (() => void)[] = [];
  /** What OpenFeature last heard; null before it was told how the start went. */
  #told: ProviderStanding | null = null;
  #closing: Promise<void> | null = null;

  /** Makes the client at once, so that it is under way before OpenFeature asks. */
  constructor(parts: ProviderParts<C>) {
    this.#parts = parts;
    this.#client = typeof parts.client === 'function' ? parts.client() : parts.client;
  }

  /** The client that answers; a new one once a closed provider is started again. */
  get client(): C {
    return this.#client;
  }

  /** Resolves when there is something to serve; rejects with an error that OpenFeature turns into ERROR or FATAL. The client goes on trying either way. */
  async initialize(): Promise<void> {
    this.#reopen();
    this.#listen();
    const { failure, first } = this.#parts;
    const client = this.#client;
    const problem = await firstStanding(client, first);
    if (client !== this.#client || this.#closing !== null)
      throw failure('PROVIDER_NOT_READY', 'This provider was closed while it started.');
    const fatal = client.state === 'fatal';
    if (problem === null || client.revision !== null) return this.#tell('READY');
    this.#tell(fatal ? 'FATAL' : 'ERROR');
    throw failure(fatal ? 'PROVIDER_FATAL' : 'PROVIDER_NOT_READY', problem.message);
  }

  /**
   * Takes over another context by `take`, whose changes are no news: OpenFeature tells of the context
   * itself. It takes a provider for READY whose context changed, and is told where it really stands.
   */
  contextChanged(take: () => void): void {
    const told = this.#told;
    this.#told = null;
    take();
    if (told !== null) this.#tell('READY');
  }

  /** Ends what the provider began: listening, and the client where it is its own. Always the same promise until it is started again. */
  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    for (const stop of this.#stops.splice(0)) stop();
    this.#told = null;
    if (typeof this.#parts.client === 'function') await this.#client.close();
  }

  #reopen(): void {
    if (this.#closing === null) return;
    this.#closing = null;
    if (typeof this.#parts.client === 'function') this.#client = this.#parts.client();
  }

  #listen(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#stops = [
      this.#client.on('stateChange', () => this.#follow()),
      this.#client.on('change', ({ keys }) => this.#changed(keys)),
    ];
  }

  /** OpenFeature knows, or is about to learn from what is returned to it, that the provider stands so. */
  #tell(standing: ProviderStanding): void {
    const client = this.#client;
    this.#parts.afterwards(() => {
      if (this.#closing !== null || client !== this.#client) return;
      this.#told = standing;
      this.#follow();
    });
  }

  #changed(keys: readonly string[]): void {
    if (this.#told === null) return;
    const flagsChanged = [...keys];
    this.#parts.emit('PROVIDER_CONFIGURATION_CHANGED', { flagsChanged, ...this.#notes() });
  }

  #follow(): void {
    const { state, revision } = this.#client;
    const standing = standingOf(state, revision !== null);
    if (this.#told === null || standing === null || standing === this.#told) return;
    this.#told = standing;
    this.#announce(standing);
  }

  #announce(standing: ProviderStanding): void {
    const { emit } = this.#parts;
    const notes = this.#notes();
    const { revision, state } = this.#client;
    if (standing === 'READY') emit('PROVIDER_READY', notes);
    else if (standing === 'STALE')
      emit('PROVIDER_STALE', {
        message: `Sluice cannot be reached; revision ${revision} is served on.`,
        ...notes,
      });
    else if (standing === 'FATAL')
      emit('PROVIDER_ERROR', { errorCode: 'PROVIDER_FATAL', message: REFUSED, ...notes });
    else if (state === 'fatal')
      emit('PROVIDER_ERROR', {
        errorCode: 'GENERAL',
        message: `${REFUSED} Revision ${revision} is served on.`,
        ...notes,
      });
    else emit('PROVIDER_ERROR', { errorCode: 'PROVIDER_NOT_READY', message: NOTHING, ...notes });
  }

  #notes(): ProviderEventNotes {
    const { revision } = this.#client;
    return revision === null ? {} : { metadata: { revision } };
  }
}

const REFUSED = 'Sluice refused the SDK key.';
const NOTHING = 'Sluice cannot be reached, and no flags are known.';
