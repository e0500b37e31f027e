import { compile } from '@sluice/evaluator';
import { Engine } from '../client/engine.js';
import { LocalOverrides } from '../overrides/local-overrides.js';
import type { OverrideSources } from '../overrides/override-sources.js';
import { beginningOf } from '../client/beginning.js';
import type { Bootstrap, EngineOptions } from '../client/engine-options.js';
import { FlagClient } from '../client/flag-client.js';
import { DEFAULT_TIMINGS } from '../connection/timings.js';
import type { SnapshotAnswer } from '../ports/transport.js';
import { RolloutTelemetry } from '../telemetry/rollout-telemetry.js';
import { FakeLogger } from './fake-logger.js';
import { FakeSketch } from './fake-sketch.js';
import { FakeStorage } from './fake-storage.js';
import { FakeTime } from './fake-time.js';
import { FakeTransport } from './fake-transport.js';
import { ModelServer } from './model-server.js';

const NO_SOURCES = { file: new Map(), env: new Map(), code: new Map() };

/** An engine, a server and everything between them, in hand. */
export class FakeWorld {
  readonly server: ModelServer;
  readonly time = new FakeTime();
  readonly transport = new FakeTransport();
  readonly logger = new FakeLogger();
  readonly storage: FakeStorage;
  readonly engine: Engine;
  readonly client: FlagClient;

  constructor(
    given: {
      readonly server?: ModelServer;
      readonly storage?: FakeStorage;
      readonly options?: Partial<EngineOptions> & { readonly bootstrap?: Bootstrap };
      readonly overrides?: OverrideSources;
      readonly random?: () => number;
      readonly keep?: readonly string[];
      /** What the machine takes the time to be at the start. */
      readonly wallMs?: number;
    } = {},
  ) {
    this.server = given.server ?? new ModelServer();
    this.storage = given.storage ?? new FakeStorage();
    const { time, transport, logger, storage } = this;
    time.wallOffsetMs = given.wallMs ?? time.wallOffsetMs;
    const { bootstrap = null, ...options } = given.options ?? {};
    const owner = options.owner ?? 'me';
    this.engine = new Engine(
      {
        sdk: 'fake/1',
        owner,
        pollOnly: false,
        kind: 'server',
        overriding: (warn) => new LocalOverrides(given.overrides ?? NO_SOURCES, warn),
        timings: DEFAULT_TIMINGS,
        compile,
        ...options,
      },
      {
        clock: time,
        timers: time,
        random: given.random ?? (() => 0.5),
        logger,
        transport,
        storage,
        telemetry: new RolloutTelemetry({
          monotonicMs: () => time.monotonicMs(),
          newSketch: () => new FakeSketch(),
        }),
      },
      beginningOf({ owner, bootstrap }, { clock: time, storage, logger }),
    );
    this.client = new FlagClient(this.engine, new Set(given.keep));
  }

  /** The answer a healthy server gives to a fetch. */
  get answer(): SnapshotAnswer {
    const { snapshot, overlay, digest } = this.server;
    const etag = `"${snapshot.epoch}-server-${snapshot.revision}-${digest}-${overlay.id}"`;
    const serverTime = this.server.serverTime + this.time.now;
    if (this.transport.fetch?.etag === etag) return { kind: 'unchanged', serverTime };
    return { kind: 'snapshot', body: { snapshot, overlay }, serverTime };
  }

  /** Starts and answers everything the engine asks at the start. */
  async begin(): Promise<this> {
    this.engine.start();
    this.transport.fetch?.answer(this.answer);
    await settled();
    this.sync();
    return this;
  }

  /** Greets the open stream as a server does. */
  sync(): void {
    const stream = this.transport.stream;
    if (stream === null) throw new Error('there is no stream to greet');
    const { epoch, revision } = stream.handshake;
    stream.handlers.sync(this.server.syncFor(epoch, revision));
  }

  advance(ms: number): Promise<void> {
    return this.time.advance(ms, settled);
  }
}

/** Lets every promise that can settle do so. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await Promise.resolve();
}
