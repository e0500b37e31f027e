import { aFlag, aSnapshot, FakeWorld, ModelServer, settled } from '../testing/index.js';

const server = () => new ModelServer(aSnapshot([aFlag('a', 1)]));

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
