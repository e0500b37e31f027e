import { createApp } from '../../src/create-app.js';
import { readConfig } from '../../src/config/index.js';
import type { Timings } from '@sluice/sdk-core';
import { Client as Database } from 'pg';
import { buildClient } from '../../../../packages/sdk-node/src/build-client.js';
import type { SluiceClient } from '../../../../packages/sdk-node/src/sluice-client.js';
import { ADMIN_TOKEN } from '../test-app.js';
import { LossyProxy } from './lossy-proxy.js';
import { RolloutStory } from './rollout-story.js';

const QUICK = { checkEverySeconds: 0.5, waitSeconds: 600, allowNoData: true, strategy: 'fast' };
const FAST: Partial<Timings> = {
  backoffFirstMs: 20,
  backoffMostMs: 100,
  pollEveryMs: 50,
  flushEveryMs: 100,
  flushWatchedMs: 100,
  flushTimeoutMs: 2_000,
};
const USERS = Array.from({ length: 200 }, (_, index) => `user-${index}`);
const LOGGER = { info: () => undefined, warn: () => undefined, error: () => undefined };

interface Total {
  readonly entry: number;
  readonly treatment: number;
  readonly control: number;
  readonly errors: number;
  readonly instances: number;
}

interface Counted {
  readonly treatment: number;
  readonly control: number;
}

describe('what SDKs observe', () => {
  let story: RolloutStory;
  let database: Database;
  let key: string;
  let clients: SluiceClient[] = [];

  beforeAll(async () => {
    story = await RolloutStory.begin();
    const made = await story.post(`${story.environment}/keys`, { kind: 'server', name: 'test' });
    key = (made.body as { secret: string }).secret;
    database = new Database({ connectionString: story.server.database.url });
    await database.connect();
  });
  afterAll(async () => {
    await database.end();
    await story.end();
  });
  afterEach(async () => {
    await Promise.all(clients.map((client) => client.close()));
    clients = [];
  });

  const connect = async (url = story.server.origin, pollOnly = false): Promise<SluiceClient> => {
    const around = { environment: () => ({}), timings: FAST };
    const client = buildClient({ url, key, logger: LOGGER, pollOnly }, around);
    clients.push(client);
    await client.ready();
    return client;
  };

  const begin = async (flag: string, more: object = {}): Promise<string> => {
    await story.flag(flag);
    return (await story.started({ flag, ...QUICK, ...more })).id;
  };

  const eventually = async <T>(ask: () => Promise<T>, holds: (value: T) => boolean): Promise<T> => {
    const deadline = Date.now() + 10_000;
    for (;;) {
      const value = await ask();
      if (holds(value) || Date.now() > deadline) return value;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };

  const totals = async (id: string): Promise<Total[]> =>
    (
      await database.query<Total>(
        `SELECT entry, sum((treatment->>'count')::int)::int AS treatment,
          sum((control->>'count')::int)::int AS control,
          sum((treatment->>'errors')::int)::int AS errors, count(DISTINCT instance)::int AS instances
        FROM rollout_cells WHERE rollout_id = $1 GROUP BY entry ORDER BY entry`,
        [id],
      )
    ).rows;
  const requests = (all: Total[]): number =>
    all.reduce((sum, { treatment, control }) => sum + treatment + control, 0);

  /** Observes a moment's work by each user; how many of them counted, by arm: whose promise is not the work's own. */
  const observe = (client: SluiceClient, flag: string, users = USERS): Counted => {
    const counted = { treatment: 0, control: 0 };
    const work = Promise.resolve();
    for (const user of users) {
      let arm: keyof Counted = 'control';
      const result = client.observe(flag, user, (enabled) => {
        if (enabled) arm = 'treatment';
        return work;
      });
      if (result !== work) counted[arm] += 1;
    }
    return counted;
  };

  /** An SDK hears of a rollout from the replica, a moment after it began. */
  const watched = async (client: SluiceClient, flag: string): Promise<Counted> => {
    const counted = await eventually(
      () => Promise.resolve(observe(client, flag, ['probe'])),
      ({ treatment, control }) => treatment + control > 0,
    );
    expect(counted.treatment + counted.control).toBe(1);
    return counted;
  };

  it('takes back a rollout under which work fails, on every client, with both arms as evidence', async () => {
    const id = await begin('fails');
    const all = await Promise.all([connect(), connect()]);
    const stop = new AbortController();
    const work = async (client: SluiceClient): Promise<void> => {
      for (let turn = 0; !stop.signal.aborted; turn++) {
        for (const user of USERS.slice((turn % 10) * 20, (turn % 10) * 20 + 20))
          await client
            .observe('fails', user, (enabled) =>
              enabled && turn % 3 === 0 ? Promise.reject(new Error('new code')) : Promise.resolve(),
            )
            .catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    const working = Promise.all(all.map(work));
    try {
      const ended = await eventually(
        () => story.read(id),
        ({ state }) => state !== 'running',
      );
      expect(ended).toMatchObject({ state: 'rolled_back', current_percentage: 0 });
      expect(ended.transitions.at(-1)).toMatchObject({
        records: [{ guard: 'error-rate' }],
        evidence: { health: { kind: 'breach' } },
      });
      const { checks } = ended.transitions.at(-1)?.evidence as {
        checks: { reading: { treatmentShare: number; controlShare: number } | null }[];
      };
      expect(checks[0]?.reading?.treatmentShare).toBeGreaterThan(0.2);
      expect(checks[0]?.reading?.controlShare).toBe(0);
      expect(ended.latencies.treatment).not.toBeNull();
      expect(ended.latencies.control).not.toBeNull();
      await eventually(
        () =>
          Promise.resolve(all.flatMap((client) => USERS.map((u) => client.isEnabled('fails', u)))),
        (answers) => !answers.includes(true),
      );
      for (const client of all)
        expect(USERS.filter((user) => client.isEnabled('fails', user))).toEqual([]);
    } finally {
      stop.abort();
      await working;
    }
  }, 60_000);

  it('is added up over instances, and counted once where the answer to a report was lost', async () => {
    const id = await begin('merged');
    const proxy = await new LossyProxy(() => story.server.origin, 3).open();
    try {
      const both = [await connect(), await connect(proxy.url, true)];
      const parts: Counted[] = [];
      for (const client of both) parts.push(await watched(client, 'merged'));
      for (const client of both) parts.push(observe(client, 'merged'));
      const all = await eventually(
        () => totals(id),
        (now) => requests(now) >= 2 * USERS.length + 2,
      );
      await eventually(
        () => Promise.resolve(proxy.lost),
        (lost) => lost === 3,
      );
      expect(proxy.lost).toBe(3);
      await Promise.all(both.map((client) => client.close()));
      expect(await totals(id)).toEqual(all);
      expect(all).toEqual([{ entry: 1, ...sumOf(parts), errors: 0, instances: 2 }]);
      expect(sumOf(parts).treatment).toBeGreaterThan(0);
    } finally {
      await proxy.close();
    }
  }, 30_000);

  it('counts for the step in which the flag was asked, however late it ends', async () => {
    const id = await begin('late');
    const client = await connect();
    const probe = await watched(client, 'late');
    let finish: () => void = () => undefined;
    const gate = new Promise<void>((open) => (finish = open));
    let on = 0;
    const running = USERS.map((user) =>
      client.observe('late', user, (enabled) => {
        if (enabled) on += 1;
        return gate;
      }),
    );
    await story.tell(id, 'rollback', { to: 10, reason: 'a step that is over' });
    await story.tell(id, 'resume');
    await eventually(
      async () => {
        observe(client, 'late');
        return totals(id);
      },
      (all) => all.some(({ entry }) => entry > 1),
    );
    const before = (await totals(id)).find(({ entry }) => entry === 1);
    finish();
    await Promise.all(running);
    await client.close();
    const first = await eventually(
      async () => (await totals(id)).find(({ entry }) => entry === 1),
      (now) => now !== undefined && now.treatment >= (before?.treatment ?? 0) + on,
    );
    expect(first?.treatment).toBe((before?.treatment ?? 0) + on);
    expect(first?.control).toBe((before?.control ?? 0) + USERS.length - on);
    expect(probe.treatment + probe.control).toBe(1);
  }, 30_000);

  it('outlives the server: what was seen while it was away arrives once it is back', async () => {
    const id = await begin('restarted');
    const variables = { SLUICE_ADMIN_TOKEN: ADMIN_TOKEN, LOG_LEVEL: 'silent', SLUICE_SEED: 'none' };
    const { dataDir } = story.server;
    const config = readConfig(
      { ...variables, SLUICE_DATA_DIR: `${dataDir}-second` },
      { workingDirectory: dataDir, terminal: false },
    );
    const start = async (port: number) => {
      const app = await createApp(config, { databaseUrl: story.server.database.url });
      await app.listen(port, '127.0.0.1');
      return app;
    };
    const first = await start(0);
    const origin = await first.getUrl();
    const client = await connect(origin);
    const parts = [await watched(client, 'restarted')];
    await first.close();
    parts.push(observe(client, 'restarted'));
    const second = await start(Number(new URL(origin).port));
    try {
      const all = await eventually(
        () => totals(id),
        (now) => requests(now) > USERS.length,
      );
      await client.close();
      expect(await totals(id)).toEqual(all);
      expect(all).toEqual([{ entry: 1, ...sumOf(parts), errors: 0, instances: 1 }]);
    } finally {
      await second.close();
    }
  }, 30_000);
});

function sumOf(parts: readonly Counted[]): Counted {
  return parts.reduce((sum, { treatment, control }) => ({
    treatment: sum.treatment + treatment,
    control: sum.control + control,
  }));
}
