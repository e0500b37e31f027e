import {
  aFlag,
  aSnapshot,
  FakeStorage,
  FakeWorld,
  ModelServer,
  NO_OVERLAY,
  settled,
} from '../testing/index.js';
import { encodeCache } from '../cache/cache-record.js';

const server = () => new ModelServer(aSnapshot([aFlag('a', 1)]));
const cached = (clockOffsetMs = 0) =>
  new FakeStorage(
    encodeCache({
      owner: 'me',
      snapshot: aSnapshot([aFlag('a', 1)], { revision: 7 }),
      overlay: NO_OVERLAY,
      clockOffsetMs,
    }),
  );

describe('ready', () => {
  it('resolves with the first answer, and at once ever after', async () => {
    const world = new FakeWorld({ server: server() });
    const ready = world.client.ready();
    await world.begin();
    await expect(ready).resolves.toBeUndefined();
    await expect(world.client.ready()).resolves.toBeUndefined();
  });

  it('keeps the process alive while somebody waits, and not after', async () => {
    const world = new FakeWorld({ server: server() });
    world.engine.start();
    expect(world.time.keepsAlive).toBe(false);
    const ready = world.client.ready();
    expect(world.time.keepsAlive).toBe(true);
    world.transport.fetch?.answer(world.answer);
    await ready;
    expect(world.time.keepsAlive).toBe(false);
  });

  it('rejects after its time with the reason, while the client goes on and becomes live', async () => {
    const world = new FakeWorld({ server: server() });
    world.engine.start();
    const ready = world.client.ready({ timeoutMs: 1000 });
    ready.catch(() => undefined);
    world.transport.fetch?.answer({ kind: 'failed', message: 'connect ECONNREFUSED' });
    await settled();
    await world.advance(1000);
    await expect(ready).rejects.toThrow(/not ready in time: connect ECONNREFUSED/);
    world.sync();
    expect(world.client.state).toBe('live');
  });

  it('takes nonsense for its default of five seconds', async () => {
    const world = new FakeWorld({ server: server() });
    world.engine.start();
    const ready = world.client.ready({ timeoutMs: Number.NaN });
    let rejected = false;
    ready.catch(() => (rejected = true));
    await world.advance(4999);
    expect(rejected).toBe(false);
    await world.advance(1);
    expect(rejected).toBe(true);
  });

  it('rejects at once when the key is refused or the client closed', async () => {
    const refused = new FakeWorld();
    refused.engine.start();
    const waiting = refused.client.ready();
    refused.transport.fetch?.answer({ kind: 'refused', message: 'This key was revoked.' });
    await expect(waiting).rejects.toThrow(/refused the SDK key: This key was revoked/);
    await expect(refused.client.ready()).rejects.toThrow(/refused the SDK key/);
    const closed = new FakeWorld();
    closed.engine.start();
    const pending = closed.client.ready();
    void closed.client.close();
    await expect(pending).rejects.toThrow(/closed/);
    await expect(closed.client.ready()).rejects.toThrow(/closed/);
  });
});

describe('cache', () => {
  it('is served before anything is heard of the server, and named in the first questions', async () => {
    const world = new FakeWorld({ server: server(), storage: cached() });
    expect(world.client.isEnabled('a')).toBe(true);
    world.engine.start();
    expect(world.transport.fetch?.etag).toMatch(/^"e1-server-7-\d+-none"$/);
    expect(world.client.state).toBe('initializing');
    world.transport.fetch?.answer({ kind: 'unchanged', serverTime: Number.NaN });
    await settled();
    expect(world.client.state).toBe('live');
    expect(world.transport.stream?.handshake).toMatchObject({ epoch: 'e1', revision: 7 });
  });

  it('is stale, and still served, when the server cannot be reached', async () => {
    const world = new FakeWorld({ storage: cached() });
    world.engine.start();
    world.transport.fetch?.answer({ kind: 'failed', message: 'no' });
    await settled();
    expect([world.client.state, world.client.isEnabled('a')]).toEqual(['stale', true]);
  });

  it.each([
    ['of another server or key', JSON.stringify({ format: 1, owner: 'you' })],
    ['cut off', '{"format":1,"own'],
    ['of another format', '{"format":2}'],
    ['without a snapshot', JSON.stringify({ format: 1, owner: 'me', snapshot: { schema: 1 } })],
  ])('is ignored with one warning when %s', (_, text) => {
    const world = new FakeWorld({ storage: new FakeStorage(text) });
    expect(world.client.detail('a').errorCode).toBe('PROVIDER_NOT_READY');
    expect(world.logger.matching(/^warn The flag cache is ignored/)).toHaveLength(1);
  });

  it('follows every change, at most once a second, the last state last', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    await world.advance(1000);
    for (let turn = 0; turn < 5; turn++)
      world.transport.stream?.handlers.change(
        world.server.commit((version) => ({ put: aFlag('a', version, { enabled: false }) })),
      );
    await world.advance(1000);
    expect(JSON.parse(world.storage.text!)).toMatchObject({
      snapshot: { revision: 6 },
    });
  });

  it('never holds what did not come from the server', async () => {
    const bootstrap = { snapshot: aSnapshot([aFlag('a', 1)]), overlay: null };
    const world = new FakeWorld({ options: { bootstrap } });
    world.engine.start();
    await world.advance(5000);
    await world.client.close();
    expect(world.storage.text).toBeNull();
  });

  it('that cannot be written is warned about once', async () => {
    const world = new FakeWorld({ server: server() });
    world.storage.fails = true;
    await world.begin();
    await world.advance(5000);
    world.server.overlay = { ...NO_OVERLAY, id: 'other' };
    world.transport.stream?.handlers.overlay(world.server.overlay);
    await world.advance(5000);
    expect(world.logger.matching(/cannot be written/)).toHaveLength(1);
  });
});

describe('outages', () => {
  it('are logged once, however many attempts they take, and their end once', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    world.transport.opening = (stream) => void queueMicrotask(() => stream.handlers.closed('down'));
    world.transport.stream?.handlers.closed('down');
    await world.advance(100_000);
    expect(world.transport.streams.length).toBeGreaterThan(5);
    expect(world.logger.lines).toEqual([
      'warn Sluice cannot be reached: down. Serving revision 1 of p/test; trying again until it answers.',
    ]);
    expect(world.client.ageMs).toBe(100_000);
    world.transport.opening = () => undefined;
    await world.advance(20_000);
    world.sync();
    expect(world.logger.lines).toHaveLength(2);
    expect(world.logger.lines[1]).toMatch(/^info Sluice answers again after \d+ s/);
    expect(world.client.ageMs).toBe(0);
  });

  it('after which the server has another history: its changes wait for the snapshot they belong to', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    world.transport.stream?.handlers.closed('restored');
    world.server.restore('e2', 1);
    await world.advance(1000);
    const { epoch, revision, digest, overlay, serverTime } = {
      ...world.server.syncFor(null, null),
    };
    const sync = { epoch, revision, digest, overlay, serverTime, mode: 'fetch', spreadMs: 100 };
    world.transport.stream?.handlers.sync(sync);
    const off = (version: number) => ({ put: aFlag('a', version, { enabled: false }) });
    world.transport.stream?.handlers.change(world.server.commit(off));
    expect([world.engine.epoch, world.engine.revision]).toEqual(['e1', 1]);
    await world.advance(100);
    world.transport.fetch?.answer(world.answer);
    await settled();
    expect([world.engine.epoch, world.engine.revision]).toEqual(['e2', 2]);
    expect(world.client.isEnabled('a')).toBe(false);
  });

  it('do not hear what an earlier stream still says', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    const [earlier] = world.transport.streams;
    earlier?.handlers.closed('gone');
    await world.advance(1000);
    world.sync();
    earlier?.handlers.change(world.server.commit(() => ({ shutdown: true })));
    expect(world.client.revision).toBe(1);
    expect(world.client.isEnabled('a')).toBe(true);
  });

  it('by nonsense end the stream and leave what is served', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    world.transport.stream?.handlers.sync({ mode: 'full', snapshot: null });
    expect(world.client.state).toBe('stale');
    expect(world.client.isEnabled('a')).toBe(true);
    expect(world.logger.matching(/makes no sense/)).toHaveLength(1);
  });

  it('by what breaks this SDK itself leave what is served, and are tried again', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    const flag = aFlag('a', 2);
    Object.defineProperty(flag, 'key', {
      get: () => {
        throw new Error('a bug');
      },
    });
    const change = { from: 1, to: 2, digest: 0, changes: [{ put: flag }] };
    world.transport.stream?.handlers.change(change);
    expect(world.client.isEnabled('a')).toBe(true);
    await world.advance(1000);
    world.sync();
    expect(world.client.state).toBe('live');
    expect(world.logger.matching(/cannot be used \(Error: a bug\)/)).toHaveLength(1);
  });

  it('by a refused key are an error in the log, once, and asked about every five minutes', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    world.transport.stream?.handlers.refused('This key was revoked.');
    expect(world.client.state).toBe('fatal');
    for (let turn = 0; turn < 3; turn++) {
      await world.advance(300_000);
      world.transport.fetch?.answer({ kind: 'refused', message: 'This key was revoked.' });
      await settled();
    }
    expect(world.transport.fetches).toBe(4);
    expect(world.logger.matching(/^error Sluice refused/)).toHaveLength(1);
    expect(world.client.isEnabled('a')).toBe(true);
  });
});

describe('clock', () => {
  const at = (ms: number) => new Date(Date.UTC(2026, 0) + ms).toISOString();
  const ramp = (version: number) =>
    aFlag('a', version, {
      rules: [
        {
          id: 'r',
          conditions: [],
          rollout: {
            seed: 1,
            schedule: { curve: 'step', steps: [{ at: at(60_000), percentage: 100 }] },
          },
          serve: { variant: 'on' },
        },
      ],
      fallthrough: { variant: 'off' },
    });

  const ramped = () => new ModelServer(aSnapshot([ramp(1)]));
  const NINETIES = Date.UTC(1999, 0);

  it('is the server’s: a schedule opens when it says so, and `change` tells', async () => {
    const world = await new FakeWorld({ server: ramped(), wallMs: NINETIES }).begin();
    const told: (readonly string[])[] = [];
    world.client.on('change', ({ keys }) => told.push(keys));
    await world.advance(59_000);
    expect(world.client.isEnabled('a')).toBe(false);
    await world.advance(2_000);
    expect(world.client.isEnabled('a')).toBe(true);
    expect(told).toEqual([['a']]);
  });

  it('moves every second on a ramp, while `change` tells every ten', async () => {
    const steps = [
      { at: at(0), percentage: 0 },
      { at: at(100_000), percentage: 100 },
    ];
    const rollout = { seed: 1, schedule: { curve: 'linear' as const, steps } };
    const rules = [{ id: 'r', conditions: [], rollout, serve: { variant: 'on' } }];
    const flag = aFlag('a', 1, { rules, fallthrough: { variant: 'off' } });
    const model = new ModelServer(aSnapshot([flag]));
    const world = await new FakeWorld({ server: model, wallMs: NINETIES }).begin();
    let told = 0;
    world.client.on('change', () => told++);
    await world.advance(50_500);
    expect(world.server.serverTime + 50_500 - world.engine.now!).toBeLessThanOrEqual(1_000);
    expect(told).toBe(5);
    const ids = Array.from({ length: 1000 }, (_, i) => `u${i}`);
    expect(ids.filter((id) => world.client.isEnabled('a', id)).length / 1000).toBeCloseTo(0.5, 1);
  });

  it('is kept with the cache for a start without the server', async () => {
    const world = await new FakeWorld({ server: ramped(), wallMs: NINETIES }).begin();
    await world.client.close();
    const startedAfter = (ms: number) =>
      new FakeWorld({ storage: new FakeStorage(world.storage.text), wallMs: NINETIES + ms }).client;
    expect(startedAfter(50_000).isEnabled('a')).toBe(false);
    expect(startedAfter(70_000).isEnabled('a')).toBe(true);
  });

  it('never goes back, even when it was ahead of the server', async () => {
    const bootstrap = { snapshot: ramped().snapshot, overlay: null };
    const world = new FakeWorld({ options: { bootstrap }, wallMs: Date.UTC(2030, 0) });
    const before = world.engine.now;
    await world.begin();
    expect(world.engine.now).toBe(before);
  });
});

describe('local overrides', () => {
  const sources = (env: Record<string, string>) => ({
    overrides: { file: new Map(), env: new Map(Object.entries(env)), code: new Map() },
  });

  it('hold for flags of the server, name their source, and are reported', async () => {
    const world = await new FakeWorld({ server: server(), ...sources({ A: 'false' }) }).begin();
    expect(world.client.detail('a')).toMatchObject({ reason: 'OVERRIDE', override: 'env' });
    expect(world.client.isEnabled('a')).toBe(false);
    await world.advance(12_000);
    expect(world.transport.batches[0]?.local).toEqual({
      shutdown: false,
      overrides: [{ flag: 'a', variant: 'off', source: 'env' }],
    });
  });

  it('change live, with a `change` for the flags they touch', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    const told: (readonly string[])[] = [];
    world.client.on('change', ({ keys }) => told.push(keys));
    world.engine.replaceOverrides({ file: new Map([['A', 'no']]) });
    expect(world.client.isEnabled('a')).toBe(false);
    world.engine.replaceOverrides({ file: new Map([['EMERGENCY_SHUTDOWN', 'true']]) });
    expect(world.client.detail('a').reason).toBe('SHUTDOWN');
    world.engine.replaceOverrides({ file: new Map() });
    expect(world.client.isEnabled('a')).toBe(true);
    expect(told).toEqual([['a'], ['a'], ['a']]);
  });

  it('hold for a flag that comes to be later', async () => {
    const world = await new FakeWorld({ server: server(), ...sources({ NEW_ONE: 'off' }) }).begin();
    world.transport.stream?.handlers.change(
      world.server.commit((version) => ({ put: aFlag('new-one', version) })),
    );
    expect(world.client.detail('new-one')).toMatchObject({ reason: 'OVERRIDE', value: false });
  });
});

describe('close', () => {
  it('reports what was counted, ends timer and stream, is the same promise twice, and still answers', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    world.client.isEnabled('a', 'u1');
    world.client.isEnabled('nobody-knows-me');
    const closing = world.client.close();
    expect(world.client.close()).toBe(closing);
    await closing;
    expect(world.transport.batches).toEqual([
      expect.objectContaining({
        sdk: 'fake/1',
        revision: 1,
        counts: [{ flag: 'a', variant: 'on', reason: 'STATIC', count: 1 }],
        unknown: [{ flag: 'nobody-knows-me', count: 1 }],
      }),
    ]);
    expect(world.client.state).toBe('closed');
    expect(world.transport.stream).toBeNull();
    expect(world.time.hasTimer).toBe(false);
    expect(world.client.isEnabled('a')).toBe(true);
  });

  it('waits three seconds for a server that does not take the last report, and no longer', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    world.transport.eventsAnswer = null;
    world.client.isEnabled('a');
    let closed = false;
    void world.client.close().then(() => (closed = true));
    await world.advance(2_999);
    expect([closed, world.time.keepsAlive]).toEqual([false, true]);
    await world.advance(2);
    expect([closed, world.time.hasTimer]).toEqual([true, false]);
  });

  it('waits no longer where others wait for reports too', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    world.transport.eventsAnswer = null;
    world.client.isEnabled('a');
    const ends = [world.engine.flush(), world.engine.flush(), world.client.close()];
    await world.advance(3_001);
    await Promise.all(ends);
    expect([world.transport.batches.length, world.time.hasTimer]).toEqual([1, false]);
  });

  it('waits no longer for a disk that does not answer', async () => {
    const storage = new FakeStorage();
    storage.hangs = true;
    const world = await new FakeWorld({ server: server(), storage }).begin();
    const closing = world.client.close();
    await world.advance(3_001);
    await closing;
    expect(world.time.hasTimer).toBe(false);
  });

  it('may be called by a listener', async () => {
    const world = new FakeWorld({ server: server() });
    world.client.on('stateChange', ({ state }) => {
      if (state === 'live') void world.client.close();
    });
    world.engine.start();
    world.transport.fetch?.answer(world.answer);
    await settled();
    await world.client.close();
    expect(world.client.state).toBe('closed');
    expect(world.transport.stream).toBeNull();
  });
});

describe('listeners', () => {
  it('that throw what cannot be said disturb nobody', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    let heard = 0;
    world.client.on('change', () => {
      throw Object.create(null);
    });
    world.client.on('change', () => (heard += 1));
    const message = world.server.commit((version) => ({ put: aFlag('a', version) }));
    expect(() => world.transport.stream?.handlers.change(message)).not.toThrow();
    expect([heard, world.client.revision]).toEqual([1, 2]);
  });

  it('that throw disturb nobody, and can be removed', async () => {
    const world = await new FakeWorld({ server: server() }).begin();
    let heard = 0;
    world.client.on('change', () => {
      throw new Error('mine');
    });
    const remove = world.client.on('change', () => (heard += 1));
    const commit = () =>
      world.transport.stream?.handlers.change(
        world.server.commit((version) => ({ put: aFlag('a', version) })),
      );
    commit();
    remove();
    commit();
    expect(heard).toBe(1);
    expect(world.client.revision).toBe(3);
    expect(world.logger.matching(/listener of the Sluice client threw: Error: mine/)).toHaveLength(
      2,
    );
  });
});

describe('change', () => {
  it('names the flags that depend on a changed one, in place of a hidden one', async () => {
    const flags = [
      aFlag('parent', 1, { hidden: true }),
      aFlag('child', 1, { prerequisites: [{ flag: 'parent' }] }),
      aFlag('grandchild', 1, { prerequisites: [{ flag: 'child' }] }),
      aFlag('other', 1),
    ];
    const model = new ModelServer(aSnapshot(flags));
    const world = await new FakeWorld({ server: model }).begin();
    const told: string[] = [];
    world.client.on('change', ({ keys }) => told.push(...keys));
    const put = (version: number) => ({
      put: aFlag('parent', version, { hidden: true, enabled: false }),
    });
    world.transport.stream?.handlers.change(world.server.commit(put));
    expect(told.toSorted()).toEqual(['child', 'grandchild']);
    expect(world.client.isEnabled('grandchild')).toBe(false);
  });

  it('names the flags that depend on one with a new override', async () => {
    const flags = [aFlag('parent', 1), aFlag('child', 1, { prerequisites: [{ flag: 'parent' }] })];
    const world = await new FakeWorld({ server: new ModelServer(aSnapshot(flags)) }).begin();
    const told: string[] = [];
    world.client.on('change', ({ keys }) => told.push(...keys));
    world.engine.replaceOverrides({ code: new Map([['parent', false]]) });
    expect(told.toSorted()).toEqual(['child', 'parent']);
    expect(world.client.isEnabled('child')).toBe(false);
  });
});
