import { ClientFixture } from './client-fixture.js';
import { RealServer } from './real-server.js';
import { until } from './until.js';

const FLAG = 'observed';
const USERS = Array.from({ length: 200 }, (_, index) => `user-${index}`);

interface Rollout {
  readonly id: string;
  readonly state: string;
  readonly latencies: { readonly treatment: object | null; readonly control: object | null };
}

describe('observe with a real server process', () => {
  const server = new RealServer();
  const fixture = new ClientFixture();

  beforeAll(async () => {
    await server.start();
  }, 120_000);
  afterAll(async () => {
    await fixture.close();
    await server.stop();
  }, 30_000);

  it('takes back a rollout whose new code fails, also when the server was killed in between', async () => {
    await server.admin('POST', '/api/v1/projects/genesis/flags', { key: FLAG, type: 'boolean' });
    const { version } = (await server.admin('GET', `/flags/${FLAG}`)) as { version: number };
    await server.admin('PATCH', `/flags/${FLAG}`, { fallthrough: { variant: 'off' } }, version);
    const rollout = (await server.admin('POST', '/rollouts', {
      ...{ flag: FLAG, strategy: 'fast', checkEverySeconds: 0.5, allowNoData: true },
      alsoDisable: ['otel_enabled'],
    })) as Rollout;
    const read = () => server.admin('GET', `/rollouts/${rollout.id}`) as Promise<Rollout>;
    const around = { timings: { flushWatchedMs: 100 } };
    const client = fixture.client(server, { key: server.key }, around);
    await client.ready();
    let broken = false;
    let state = '';
    const request = (user: string): Promise<void> =>
      client
        .observe(FLAG, user, (enabled) =>
          broken && enabled ? Promise.reject(new Error('new code')) : Promise.resolve(),
        )
        .catch(() => undefined);
    const traffic = setInterval(() => void Promise.all(USERS.map(request)), 20);
    const watching = setInterval(() => {
      void read().then(
        (now) => (state = now.state),
        () => undefined,
      );
    }, 100);
    try {
      await until('on for some', () => USERS.some((user) => client.isEnabled(FLAG, user)));
      await server.kill();
      await until('stale', () => client.state === 'stale');
      broken = true;
      await server.start();
      await until('rolled back', () => state === 'rolled_back', 30_000);
      await until('off', () => client.detail(FLAG, 'user-1').reason === 'DISABLED');
      expect(client.detail('otel_enabled', 'user-1').reason).toBe('DISABLED');
      const { latencies } = await read();
      expect(latencies.treatment).not.toBeNull();
      expect(latencies.control).not.toBeNull();
      expect(fixture.logger.matching(/^error/)).toEqual([]);
    } finally {
      clearInterval(traffic);
      clearInterval(watching);
    }
  }, 90_000);
});
