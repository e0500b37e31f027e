import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../test-database.js';
import { createProject, type WritePath } from '../write-path.js';
import { seededRandom } from './random.js';
import { RolloutPath } from './rollout-path.js';

const REPLICAS = 3;
const FLAGS = 20;
/** 25 steps and the end: 26 transitions per rollout, 520 in all. */
const STEPS = Array.from({ length: 25 }, (_, index) => 4 * (index + 1));
const DEADLINE_MS = 150_000;

interface Step {
  readonly sequence: number;
  readonly to_state: string;
  readonly percentage: number;
}

describe('three replicas that are killed at random', () => {
  let db: TestDatabase;
  let path: WritePath;
  const replicas: ChildProcess[] = [];

  beforeAll(async () => {
    db = await createTestDatabase();
    path = new RolloutPath(db.url).path;
    await createProject(path, ['production']);
  });
  afterAll(async () => {
    for (const replica of replicas) replica.kill('SIGKILL');
    await path.close();
    await db.drop();
  });

  const launch = (): ChildProcess =>
    spawn(
      process.execPath,
      [join(__dirname, '../run-typescript.mjs'), join(__dirname, 'rollout-replica.ts'), db.url],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );

  const begin = async (index: number): Promise<string> => {
    const key = `flag-${index}`;
    await path.run({ kind: 'flag.create', payload: { key, type: 'boolean' } });
    const target = { environment: 'production', flag: key };
    await path.run({
      kind: 'flag.configure',
      target,
      baseVersion: 1,
      payload: { fallthrough: { variant: 'off' } },
    });
    const settings = { checkEverySeconds: 0.5, noDataSeconds: 600, allowNoData: true };
    const { result } = await path.run<{ id: string }>({
      kind: 'rollout.start',
      target: { environment: 'production' },
      payload: {
        flag: key,
        strategy: 'custom',
        steps: STEPS,
        waitSeconds: 0.5,
        guards: [],
        alsoDisable: [],
        ...settings,
      },
    });
    return result.id;
  };

  const running = async (): Promise<number> => {
    const [row] = await path.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM rollouts WHERE state = 'running'`,
    );
    return row!.count;
  };

  /** Percentages that the change log announced for a flag, in its order. */
  const announced = async (flag: string): Promise<number[]> => {
    const rows = await path.rows<{ server_changes: string }>(
      'SELECT server_changes FROM change_log ORDER BY revision',
    );
    interface Put {
      put?: { key: string; rules: { rollout?: { percentage?: number } }[] };
    }
    return rows
      .flatMap(({ server_changes }) => JSON.parse(server_changes) as Put[])
      .filter(({ put }) => put?.key === flag)
      .flatMap(({ put }) => put?.rules[0]?.rollout?.percentage ?? []);
  };

  it(
    'make each of 520 transitions once, in order, with its audit event and its revision',
    async () => {
      const ids: string[] = [];
      for (let index = 0; index < FLAGS; index++) ids.push(await begin(index));
      for (let index = 0; index < REPLICAS; index++) replicas.push(launch());
      const random = seededRandom(4);
      const deadline = Date.now() + DEADLINE_MS;
      let kills = 0;
      while ((await running()) > 0 && Date.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, 400 + random() * 1_400));
        const victim = Math.floor(random() * REPLICAS);
        const dying = replicas[victim]!;
        dying.kill('SIGKILL');
        await once(dying, 'exit');
        replicas[victim] = launch();
        kills += 1;
      }
      expect(await running()).toBe(0);
      expect(kills).toBeGreaterThan(10);
      const numbers = Array.from({ length: STEPS.length + 1 }, (_, index) => index + 1);
      for (const [index, id] of ids.entries()) {
        const steps = await path.rows<Step>(
          `SELECT sequence, to_state, percentage FROM rollout_transitions
          WHERE rollout_id = $1 ORDER BY at, sequence`,
          [id],
        );
        expect(steps.map(({ sequence }) => sequence)).toEqual(numbers);
        expect(steps.map(({ percentage }) => percentage)).toEqual([...STEPS, 100]);
        expect(steps.at(-1)?.to_state).toBe('completed');
        const audited = await path.rows<{ sequence: number }>(
          `SELECT (event::jsonb->'details'->>'sequence')::int AS sequence FROM audit_events
          WHERE resource = $1 AND action <> 'rollout.create' ORDER BY seq`,
          [`rollout:${id}`],
        );
        expect(audited.map(({ sequence }) => sequence)).toEqual(numbers);
        expect(await announced(`flag-${index}`)).toEqual(STEPS);
      }
    },
    DEADLINE_MS + 60_000,
  );
});
