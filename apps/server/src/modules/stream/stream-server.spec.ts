import { once } from 'node:events';
import { digestOfSnapshot } from '@sluice/evaluator';
import { WebSocket } from 'ws';
import { DeliveryDatabase, type TestKey } from '../../../test/delivery-database.js';
import { DeliveryReplica } from '../../../test/delivery-replica.js';
import { handshake, StreamClient } from '../../../test/stream-client.js';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';

describe('StreamServer', () => {
  let testDatabase: TestDatabase;
  let database: DeliveryDatabase;
  let replica: DeliveryReplica;
  let environment: string;
  let key: TestKey;
  const clients: StreamClient[] = [];

  const connect = (auth: unknown, url = replica.url): StreamClient => {
    const client = new StreamClient(url, auth);
    clients.push(client);
    return client;
  };

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = new DeliveryDatabase(testDatabase.url);
    replica = await new DeliveryReplica(testDatabase.url).start();
  });

  beforeEach(async () => {
    environment = await database.createEnvironment();
    await database.write(environment, { put: ['a', 'secret-b'] });
    key = await database.createKey(environment);
    await replica.follower.synced(5_000);
  });

  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
  });

  afterAll(async () => {
    await replica.stop();
    await database.close();
    await testDatabase.drop();
  });

  /** Resolves once the replica has this revision. */
  const caughtUp = async (revision: number): Promise<void> => {
    await replica.follower.catchUp(environment);
    expect(replica.store.get(environment)?.state.revision).toBe(revision);
  };

  it('gives a new SDK the whole view, then every change once and in order', async () => {
    const client = connect(handshake(key.secret));
    const sync = await client.until('sync');
    if (sync.mode !== 'full') throw new Error(`mode ${sync.mode}`);
    expect(Object.keys(sync.snapshot.flags).sort()).toEqual(['a', 'secret-b']);
    expect(sync.digest).toBe(digestOfSnapshot(sync.snapshot));
    for (let i = 0; i < 20; i += 1) await database.write(environment, { put: [`k${i}`] });
    await client.until('change', ({ to }) => to === 21);
    expect(client.changes.map(({ from, to }) => `${from}>${to}`)).toEqual(
      Array.from({ length: 20 }, (_, i) => `${i + 1}>${i + 2}`),
    );
  });

  it('shows a client key the client view only, and still moves its revision', async () => {
    const clientKey = await database.createKey(environment, 'client');
    const client = connect(handshake(clientKey.secret));
    const sync = await client.until('sync');
    if (sync.mode !== 'full') throw new Error(`mode ${sync.mode}`);
    expect(Object.keys(sync.snapshot.flags)).toEqual(['a']);
    await database.write(environment, { put: ['secret-b'] });
    const change = await client.until('change');
    expect(change).toEqual({ from: 1, to: 2, digest: sync.digest, changes: [] });
  });

  it('answers an SDK that was away with what it missed, or nothing if that is what it missed', async () => {
    for (const k of ['x', 'y']) await database.write(environment, { put: [k] });
    await caughtUp(3);
    const { epoch } = replica.store.get(environment)!.state;
    const behind = connect(handshake(key.secret, { epoch, revision: 1 }));
    const delta = await behind.until('sync');
    if (delta.mode !== 'delta') throw new Error(`mode ${delta.mode}`);
    expect([delta.from, delta.revision, delta.changes.length]).toEqual([1, 3, 2]);
    const level = connect(handshake(key.secret, { epoch, revision: 3 }));
    expect((await level.until('sync')).mode).toBe('none');
    const foreign = connect(handshake(key.secret, { epoch: 'another', revision: 99 }));
    expect((await foreign.until('sync')).mode).toBe('full');
  });

  it('reads the log before it answers an SDK that knows more than the replica', async () => {
    const { epoch } = replica.store.get(environment)?.state ?? (await firstState());
    const revision = await database.write(environment, { put: ['newer'] });
    const client = connect(handshake(key.secret, { epoch, revision }));
    const sync = await client.until('sync');
    expect([sync.mode, sync.revision]).toEqual(['none', revision]);
  });

  const firstState = async () => {
    await replica.follower.catchUp(environment);
    return replica.store.get(environment)!.state;
  };

  it('tells SDKs to fetch what exceeds 64 KiB, both at the start and as a change', async () => {
    const client = connect(handshake(key.secret));
    await client.until('sync');
    const many = Array.from({ length: 400 }, (_, i) => `flag-${i}`);
    const revision = await database.write(environment, { put: many });
    const change = await client.until('change', ({ to }) => to === revision);
    expect(change).toMatchObject({ fetch: true, spreadMs: 0 });
    const fresh = connect(handshake(key.secret));
    expect((await fresh.until('sync')).mode).toBe('fetch');
  });

  it('answers a resync with everything', async () => {
    const client = connect(handshake(key.secret));
    const { epoch, revision } = await client.until('sync');
    client.told.length = 0;
    client.socket.emit('resync', { epoch, revision });
    expect((await client.until('sync')).mode).toBe('full');
  });

  it('gives connected SDKs the state of a restored backup, whatever its revision', async () => {
    for (const k of ['x', 'y', 'z']) await database.write(environment, { put: [k] });
    await caughtUp(4);
    const client = connect(handshake(key.secret));
    await client.until('sync', ({ revision }) => revision === 4);
    const epoch = await database.rewrite(environment, {
      revision: 2,
      keys: ['a', 'x'],
      newEpoch: true,
    });
    const sync = await client.until('sync', (message) => message.epoch === epoch);
    if (sync.mode !== 'full') throw new Error(`mode ${sync.mode}`);
    expect([sync.revision, Object.keys(sync.snapshot.flags)]).toEqual([2, ['a', 'x']]);
    await database.write(environment, { put: ['after'] });
    expect(await client.until('change', ({ to }) => to === 3)).toMatchObject({ from: 2 });
  });

  it('loses nothing and repeats nothing when its LISTEN connection dies again and again during writes', async () => {
    const client = connect(handshake(key.secret));
    await client.until('sync');
    for (let i = 0; i < 120; i += 1) {
      await database.write(environment, { put: [`k${i % 7}`] });
      if (i % 25 === 10) await database.killNextListener();
    }
    await client.until('change', ({ to }) => to === 121);
    const steps = client.changes.map(({ from, to }) => [from, to]);
    expect(steps).toEqual(Array.from({ length: 120 }, (_, i) => [i + 1, i + 2]));
  });

  it('folds what it cannot read from a pruned log into one change', async () => {
    await caughtUp(1);
    const client = connect(handshake(key.secret));
    await client.until('sync');
    await database.rewrite(environment, { revision: 7, keys: ['x'], shutdown: true });
    await replica.follower.catchUp(environment);
    const change = await client.until('change');
    if ('fetch' in change) throw new Error('fetch');
    const { digest } = replica.store.get(environment)!.state.server;
    expect(change).toMatchObject({ from: 1, to: 7, digest });
    expect(change.changes).toHaveLength(4);
    for (const expected of [{ drop: 'a' }, { drop: 'secret-b' }, { shutdown: true }]) {
      expect(change.changes).toContainEqual(expected);
    }
  });

  it('closes the sockets of a revoked key within a second and says why, and refuses it from then on', async () => {
    const client = connect(handshake(key.secret));
    await client.until('sync');
    const started = performance.now();
    await database.revoke(key.id);
    const refusal = await client.until('refused');
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(refusal).toMatchObject({ code: 'KEY_REVOKED', retryable: false });
    const again = connect(handshake(key.secret));
    expect(await again.until('refused')).toMatchObject({ code: 'KEY_REVOKED', retryable: false });
  });

  it('closes the sockets of a key that expires', async () => {
    await database.pool.query(
      `UPDATE sdk_keys SET expires_at = now() + interval '1 second' WHERE id = $1`,
      [key.id],
    );
    await replica.refresher.refresh();
    const client = connect(handshake(key.secret));
    await client.until('sync');
    expect(await client.until('refused')).toMatchObject({ code: 'KEY_REVOKED' });
  });

  it('tells connected SDKs of a changed overlay and sends it with every sync', async () => {
    await caughtUp(await database.write(environment, { put: ['phase_4'] }));
    const client = connect(handshake(key.secret));
    const { overlay } = await client.until('sync');
    replica.overlays.setFile(
      new Map([
        ['PHASE_4', 'no'],
        ['EMERGENCY_SHUTDOWN', 'true'],
      ]),
    );
    const changed = await client.until('overlay');
    expect(changed).toMatchObject({ shutdown: true, overrides: { phase_4: 'off' } });
    expect(changed.id).not.toBe(overlay.id);
    const fresh = connect(handshake(key.secret));
    expect((await fresh.until('sync')).overlay).toEqual(changed);
    replica.overlays.setFile(new Map());
    await client.until('overlay', ({ id }) => id === overlay.id);
  });

  describe('given a hostile handshake', () => {
    const good = () => handshake(key.secret);
    it.each<[string, () => unknown, string]>([
      ['nothing', () => undefined, 'UNAUTHENTICATED'],
      ['an unknown key', () => ({ ...good(), key: 'slu_srv_nobody' }), 'KEY_INVALID'],
      ['a key that is no text', () => ({ ...good(), key: { $ne: '' } }), 'UNAUTHENTICATED'],
      ['an admin token', () => ({ ...good(), key: 'slu_pat_0123456789' }), 'WRONG_CREDENTIAL_KIND'],
      ['a protocol of the future', () => ({ ...good(), protocol: 2 }), 'PROTOCOL_UNSUPPORTED'],
      ['an instance of many lines', () => ({ ...good(), instance: 'a\nb' }), 'INVALID_REQUEST'],
      ['a level below one', () => ({ ...good(), level: 0 }), 'INVALID_REQUEST'],
      ['a negative revision', () => ({ ...good(), epoch: 'e', revision: -1 }), 'INVALID_REQUEST'],
      [
        'a huge epoch',
        () => ({ ...good(), epoch: 'e'.repeat(65), revision: 1 }),
        'INVALID_REQUEST',
      ],
    ])('refuses %s', async (_, auth, code) => {
      expect(await connect(auth()).until('refused')).toMatchObject({ code });
    });

    it('closes a connection whose handshake is larger than any SDK sends', async () => {
      const client = connect({ ...good(), padding: 'x'.repeat(10_000) });
      await client.until('closed').catch(() => client.until('refused', () => true, 1));
      expect(client.socket.connected).toBe(false);
    });

    it('takes one handshake per connection', async () => {
      const address = replica.url.replace('http', 'ws');
      const socket = new WebSocket(`${address}/sdk/v1/stream/?EIO=4&transport=websocket`);
      const packets: string[] = [];
      const twice = new Promise<void>((resolve) => {
        socket.on('message', (data: Buffer) => {
          const text = data.toString();
          packets.push(text);
          if (text.startsWith('0'))
            for (let i = 0; i < 3; i += 1) socket.send(`40${JSON.stringify(good())}`);
          if (packets.filter((packet) => packet.startsWith('44')).length === 2) resolve();
        });
      });
      await twice;
      expect(packets.find((packet) => packet.startsWith('44'))).toContain('INVALID_REQUEST');
      expect([...replica.stream.connected()].length).toBeLessThanOrEqual(1);
      socket.terminate();
    });

    it('refuses other namespaces', async () => {
      const client = new StreamClient(replica.url, good(), '/admin');
      clients.push(client);
      expect((await client.until('refused')).code).toBe('Invalid namespace');
    });

    it('survives nonsense events and resyncs, and closes who floods', async () => {
      const client = connect(good());
      await client.until('sync');
      for (const nonsense of [null, 7, 'x', [], { epoch: {}, revision: [] }]) {
        client.socket.emit('resync', nonsense);
        client.socket.emit('constructor', nonsense);
      }
      await database.write(environment, { put: ['alive'] });
      await client.until('change');
      for (let i = 0; i < 100; i += 1)
        client.socket.emit('resync', { epoch: null, revision: null });
      await client.until('closed');
    });
  });

  it('asks connected SDKs to go elsewhere when it drains, and refuses new ones as retryable', async () => {
    const leaving = await new DeliveryReplica(testDatabase.url).start();
    const client = connect(handshake(key.secret), leaving.url);
    await client.until('sync');
    const stopping = leaving.stop();
    expect((await client.until('drain')).reconnectWithinMs).toBeGreaterThan(0);
    const late = connect(handshake(key.secret), leaving.url);
    expect(await late.until('refused')).toMatchObject({ code: 'SHUTTING_DOWN', retryable: true });
    await client.until('closed');
    await stopping;
  });

  it('ends without a client that takes no leave', async () => {
    const leaving = await new DeliveryReplica(testDatabase.url).start();
    const path = '/sdk/v1/stream/?EIO=4&transport=websocket';
    const deaf = new WebSocket(leaving.url.replace('http', 'ws') + path);
    try {
      await once(deaf, 'message');
      deaf.send(`40${JSON.stringify(handshake(key.secret))}`);
      await once(deaf, 'message');
      deaf.pause();
      await leaving.stop();
    } finally {
      deaf.terminate();
    }
  }, 20_000);
});
