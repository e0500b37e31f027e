import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../test-database.js';
import { seededRandom } from './random.js';
import { WholeServer } from './whole-server.js';

const REPLICAS = 3;
const FLAGS = 20;
/** 25 steps and the end: 26 transitions per rollout, 520 in all. */
const STEPS = Array.from({ length: 25 }, (_, index) => 4 * (index + 1));
const DEADLINE_MS = 120_000;
const moment = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const PLACE = '/projects/shop/environments/production';

interface Step {
  readonly sequence: number;
  readonly to_state: string;
  readonly percentage: number;
}

describe('three whole servers that are killed at random', () => {
  let db: TestDatabase;
  let sql: Client;
  let replicas: WholeServer[] = [];

  beforeAll(async () => {
    db = await createTestDatabase();
    sql = new Client({ connectionString: db.url });
    await sql.connect();
    replicas = Array.from({ length: REPLICAS }, () => new WholeServer(db.url));
    const [first] = replicas;
    await first!.call('POST', '/projects', { key: 'shop' });
    await first!.call('POST', '/projects/shop/environments', { key: 'production' });
  }, 60_000);
  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.kill()));
    await sql.end();
    await db.drop();
  });

  const begin = async (server: WholeServer, flag: string): Promise<string> => {
    await server.call('POST', '/projects/shop/flags', { key: flag, type: 'boolean' });
    const off = { fallthrough: { variant: 'off' } };
    await server.call('PATCH', `${PLACE}/flags/${flag}`, off, 1);
    const { id } = await server.call<{ id: string }>('POST', `${PLACE}/rollouts`, {
      flag,
      steps: STEPS,
      waitSeconds: 0.5,
      checkEverySeconds: 0.5,
      guards: [],
    });
    return id;
  };

  const rows = async <T extends object>(text: string, params: unknown[] = []): Promise<T[]> =>
    (await sql.query<T>(text, params)).rows;

  const running = async (): Promise<number> => {
    const [row] = await rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM rollouts WHERE state = 'running'`,
    );
    return row!.count;
  };

  /** Kills one replica after another at random moments, and starts it again, until all rollouts have ended. */
  const killUntilDone = async (): Promise<number> => {
    const random = seededRandom(4);
    const deadline = Date.now() + DEADLINE_MS;
    let kills = 0;
    while ((await running()) > 0 && Date.now() < deadline) {
      await moment(500 + random() * 2_000);
      const victim = Math.floor(random() * REPLICAS);
      await replicas[victim]!.kill();
      const reborn = new WholeServer(db.url);
      replicas[victim] = reborn;
      kills += 1;
      // On a busy machine, killing faster than servers start would leave none.
      if (kills % 2 === 0) await reborn.origin;
    }
    return kills;
  };

  /** Percentages that the change log announced for a flag, in its order. */
  const announced = async (flag: string): Promise<number[]> => {
    const changes = await rows<{ server_changes: string }>(
      'SELECT server_changes FROM change_log ORDER BY revision',
    );
    interface Put {
      put?: { key: string; rules: { rollout?: { percentage?: number } }[] };
    }
    return changes
      .flatMap(({ server_changes }) => JSON.parse(server_changes) as Put[])
      .filter(({ put }) => put?.key === flag)
      .flatMap(({ put }) => put?.rules[0]?.rollout?.percentage ?? []);
  };

  const audited = async (id: string): Promise<number[]> => {
    const events = await rows<{ sequence: number }>(
      `SELECT (event::jsonb->'details'->>'sequence')::int AS sequence FROM audit_events
       WHERE resource = $1 AND action <> 'rollout.create' ORDER BY seq`,
      [`rollout:${id}`],
    );
    return events.map(({ sequence }) => sequence);
  };

  it(
    'make each of 520 transitions once, in order, with its audit event and its revision',
    async () => {
      const flags = Array.from({ length: FLAGS }, (_, index) => `flag-${index}`);
      const ids: string[] = [];
      for (const [index, flag] of flags.entries())
        ids.push(await begin(replicas[index % REPLICAS]!, flag));
      expect(await killUntilDone()).toBeGreaterThan(4);
      expect(await running()).toBe(0);
      const numbers = Array.from({ length: STEPS.length + 1 }, (_, index) => index + 1);
      for (const [index, id] of ids.entries()) {
        const steps = await rows<Step>(
          `SELECT sequence, to_state, percentage FROM rollout_transitions
          WHERE rollout_id = $1 ORDER BY at, sequence`,
          [id],
        );
        expect(steps.map(({ sequence }) => sequence)).toEqual(numbers);
        expect(steps.map(({ percentage }) => percentage)).toEqual([...STEPS, 100]);
        expect(steps.at(-1)?.to_state).toBe('completed');
        expect(await audited(id)).toEqual(numbers);
        expect(await announced(flags[index]!)).toEqual(STEPS);
      }
      const last = new WholeServer(db.url);
      replicas.push(last);
      const chain = await last.call<object>('GET', '/audit/verify?project=shop');
      expect(chain).toMatchObject({ ok: true });
    },
    DEADLINE_MS + 60_000,
  );
});
