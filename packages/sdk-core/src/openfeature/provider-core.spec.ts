import { encodeCache } from '../cache/cache-record.js';
import type { FlagClient } from '../client/flag-client.js';
import {
  aFlag,
  aSnapshot,
  FakeStorage,
  FakeWorld,
  ModelServer,
  NO_OVERLAY,
  settled,
} from '../testing/index.js';
import { ProviderCore } from './provider-core.js';

const server = () => new ModelServer(aSnapshot([aFlag('a', 1)]));
const cache = () =>
  new FakeStorage(
    encodeCache({
      owner: 'me',
      snapshot: aSnapshot([aFlag('a', 1)], { revision: 7 }),
      overlay: NO_OVERLAY,
      clockOffsetMs: 0,
    }),
  );

/** A provider between a fake OpenFeature and a fake world. */
class Stage {
  readonly events: [string, unknown][] = [];
  readonly later: (() => void)[] = [];
  readonly core: ProviderCore<FlagClient>;

  constructor(
    readonly world: FakeWorld,
    client: FlagClient | (() => FlagClient) = world.client,
    cachedIsEnough = false,
  ) {
    this.core = new ProviderCore<FlagClient>({
      client,
      emit: (name, details) => this.events.push([name, details]),
      afterwards: (run) => this.later.push(run),
      failure: (code, message) => Object.assign(new Error(message), { code }),
      first: { timeoutMs: 1_000, cachedIsEnough },
    });
  }

  get names(): string[] {
    return this.events.map(([name]) => name);
  }

  /** What OpenFeature sees of a start: the code of its failure, or null. */
  start(): Promise<string | null> {
    return this.core.initialize().then(
      () => null,
      (error: { code: string }) => error.code,
    );
  }

  /** Lets OpenFeature take in what it was told. */
  takeIn(): void {
    for (const run of this.later.splice(0)) run();
  }
}

async function started(world = new FakeWorld({ server: server() })): Promise<Stage> {
  const stage = new Stage(world);
  const start = stage.start();
  await world.begin();
  expect(await start).toBeNull();
  stage.takeIn();
  return stage;
}

const refuse = (world: FakeWorld) => {
  world.transport.fetch?.answer({ kind: 'refused', message: 'This key was revoked.' });
  world.transport.stream?.handlers.refused('This key was revoked.');
};

describe('a provider that starts', () => {
  it('is ready with the server’s first answer, of which OpenFeature itself tells', async () => {
    expect((await started()).events).toEqual([]);
  });

  it('fails when nothing comes in time, and is ready when it comes after all', async () => {
    const world = new FakeWorld({ server: server() });
    const stage = new Stage(world);
    const start = stage.start();
    world.engine.start();
    await world.advance(1_000);
    expect(await start).toBe('PROVIDER_NOT_READY');
    stage.takeIn();
    expect(stage.events).toEqual([]);
    world.transport.fetch?.answer(world.answer);
    await settled();
    expect(stage.names).toEqual(['PROVIDER_CONFIGURATION_CHANGED', 'PROVIDER_READY']);
  });

  it('is stale at once where it is cut off and has a cache', async () => {
    const world = new FakeWorld({ storage: cache() });
    const stage = new Stage(world);
    const start = stage.start();
    world.engine.start();
    world.transport.fetch?.answer({ kind: 'failed', message: 'connect ECONNREFUSED' });
    await settled();
    expect(await start).toBeNull();
    stage.takeIn();
    expect(stage.events).toEqual([
      [
        'PROVIDER_STALE',
        {
          message: 'Sluice cannot be reached; revision 7 is served on.',
          metadata: { revision: 7 },
        },
      ],
    ]);
  });

  it('waits for nobody where a cache is enough', async () => {
    const world = new FakeWorld({ storage: cache() });
    const stage = new Stage(world, world.client, true);
    world.engine.start();
    expect(await stage.start()).toBeNull();
    stage.takeIn();
    expect(stage.events).toEqual([]);
  });

  it('is fatal with a bad key, and recovers when the key becomes good', async () => {
    const world = new FakeWorld({ server: server() });
    const stage = new Stage(world);
    const start = stage.start();
    world.engine.start();
    refuse(world);
    expect(await start).toBe('PROVIDER_FATAL');
    stage.takeIn();
    expect(stage.events).toEqual([]);
    await world.advance(300_000);
    world.transport.fetch?.answer(world.answer);
    await settled();
    expect(stage.names.at(-1)).toBe('PROVIDER_READY');
  });

  it('serves a cache on with a bad key, and says what is wrong', async () => {
    const world = new FakeWorld({ storage: cache() });
    const stage = new Stage(world);
    const start = stage.start();
    world.engine.start();
    refuse(world);
    expect(await start).toBeNull();
    stage.takeIn();
    expect(stage.events).toEqual([
      ['PROVIDER_ERROR', expect.objectContaining({ errorCode: 'GENERAL' })],
    ]);
  });

  it('fails when it is closed meanwhile', async () => {
    const world = new FakeWorld({ server: server() });
    const stage = new Stage(world, () => world.client);
    const start = stage.start();
    world.engine.start();
    await stage.core.close();
    expect(await start).toBe('PROVIDER_NOT_READY');
  });
});

describe('a provider that has started', () => {
  it('tells which flags changed, and at which revision', async () => {
    const stage = await started();
    const { world } = stage;
    world.transport.stream?.handlers.change(
      world.server.commit((version) => ({ put: aFlag('a', version, { enabled: false }) })),
    );
    expect(stage.events).toEqual([
      ['PROVIDER_CONFIGURATION_CHANGED', { flagsChanged: ['a'], metadata: { revision: 2 } }],
    ]);
  });

  it('is stale while it is cut off, and ready again after', async () => {
    const stage = await started();
    const { world } = stage;
    world.transport.stream?.handlers.closed('gone');
    expect(stage.names).toEqual(['PROVIDER_STALE']);
    await world.advance(1_000);
    world.sync();
    expect(stage.names).toEqual(['PROVIDER_STALE', 'PROVIDER_READY']);
  });

  it('is in error, not fatal, when its key is revoked: what it has is served on', async () => {
    const stage = await started();
    refuse(stage.world);
    expect(stage.events).toEqual([
      [
        'PROVIDER_ERROR',
        {
          errorCode: 'GENERAL',
          message: 'Sluice refused the SDK key. Revision 1 is served on.',
          metadata: { revision: 1 },
        },
      ],
    ]);
  });

  it('tells again where it stands after a change of context', async () => {
    const stage = await started();
    stage.world.transport.stream?.handlers.closed('gone');
    stage.core.contextChanged(() => stage.world.engine.emitter.emit('change', { keys: ['a'] }));
    stage.takeIn();
    expect(stage.names).toEqual(['PROVIDER_STALE', 'PROVIDER_STALE']);
  });
});

describe('a provider that is closed', () => {
  it('closes its own client, once, and is silent', async () => {
    const world = new FakeWorld({ server: server() });
    const stage = new Stage(world, () => world.client);
    const start = stage.start();
    await world.begin();
    await start;
    stage.takeIn();
    const closing = stage.core.close();
    expect(stage.core.close()).toBe(closing);
    await closing;
    expect(world.client.state).toBe('closed');
    expect(stage.events).toEqual([]);
  });

  it('leaves somebody else’s client alone', async () => {
    const stage = await started();
    await stage.core.close();
    expect(stage.world.client.state).toBe('live');
    stage.world.transport.stream?.handlers.closed('gone');
    expect(stage.events).toEqual([]);
  });

  it('can be started again, with a new client where the old one was its own', async () => {
    const worlds = [0, 1].map(() => new FakeWorld({ server: server() }));
    let made = 0;
    const stage = new Stage(worlds[0]!, () => worlds[made++]!.client);
    const first = stage.start();
    await worlds[0]!.begin();
    await first;
    await stage.core.close();
    const second = stage.start();
    await worlds[1]!.begin();
    expect(await second).toBeNull();
    expect(stage.core.client).toBe(worlds[1]!.client);
  });
});
