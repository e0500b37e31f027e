import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { FlagConfig } from '@sluice/protocol';
import { createTestDatabase, type TestDatabase } from '../test-database.js';
import { digestsOf, logOf, storedView } from '../views.js';
import { createProject, WritePath } from '../write-path.js';

const MAX_STEPS = 40;
/** Writers loading while another one dies. */
const AHEAD = 3;

describe('a writer that dies', () => {
  let db: TestDatabase;
  let path: WritePath;
  let ids: Record<string, string>;

  beforeAll(async () => {
    db = await createTestDatabase();
    path = new WritePath(db.url);
    ids = await createProject(path, ['production', 'staging']);
    await path.run({
      kind: 'flag.create',
      payload: { key: 'checkout', type: 'boolean', clientVisible: true },
    });
  });
  afterAll(async () => {
    await path.close();
    await db.drop();
  });

  const start = (orders: object): ChildProcess =>
    spawn(
      process.execPath,
      [
        join(__dirname, '../run-typescript.mjs'),
        join(__dirname, 'dying-writer.ts'),
        JSON.stringify({ url: db.url, ...orders }),
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
  /** Lets a writer go and returns what it says first. */
  const run = async (child: ChildProcess): Promise<string> => {
    child.stdin!.write('go\n');
    const lines = createInterface({ input: child.stdout! });
    const line = once(lines, 'line') as Promise<[string]>;
    const end = once(lines, 'close').then((): [string] => ['died before it said anything']);
    return (await Promise.race([line, end]))[0];
  };

  /** Everything that one write leaves behind, by counting. */
  const traces = async () => {
    const [row] = await path.rows<Record<string, number>>(
      `SELECT (SELECT sum(version) FROM flags)::int AS flags,
        (SELECT sum(version) FROM flag_configs)::int AS configs,
        (SELECT count(*) FROM flag_history)::int AS history,
        (SELECT sum(revision) FROM environments)::int AS revisions,
        (SELECT count(*) FROM change_log)::int AS log,
        (SELECT count(*) FROM audit_events)::int AS audited,
        (SELECT sum(seq) FROM audit_heads)::int AS heads,
        (SELECT md5(string_agg(body, '' ORDER BY environment_id, view, kind, key)) FROM wire_items) AS wire`,
    );
    return row!;
  };

  it.each([
    [
      'a toggle',
      {
        kind: 'flag.enable',
        target: { project: 'shop', environment: 'production', flag: 'checkout' },
      },
      { configs: 1, history: 1, revisions: 1, log: 1, audited: 1, heads: 1 },
    ],
    [
      'a new flag in two environments',
      {
        kind: 'flag.create',
        payload: { key: 'second', type: 'boolean', prerequisites: [{ flag: 'checkout' }] },
      },
      { flags: 1, configs: 2, history: 3, revisions: 2, log: 2, audited: 1, heads: 1 },
    ],
  ])(
    'leaves all of %s or nothing of it, at whichever step it is killed',
    async (_name, command, growth) => {
      const before = await traces();
      const writers: ChildProcess[] = [];
      for (let step = 1; step <= MAX_STEPS; step += 1) {
        while (writers.length < AHEAD)
          writers.push(start({ command, step: step + writers.length, signal: 'SIGKILL' }));
        const child = writers.shift()!;
        const line = await run(child);
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
        await path.rows(`SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
        WHERE datname = current_database() AND state LIKE 'idle in transaction%'`);
        const after = await traces();
        const complete = Object.entries(growth).every(
          ([name, by]) => after[name] === before[name]! + by,
        );
        if (!complete) expect(after).toEqual(before);
        else expect(after.wire).not.toBe(before.wire);
        for (const id of Object.values(ids)) {
          for (const view of ['server', 'client'] as const) {
            const { claimed, actual } = await digestsOf(path, id, view);
            expect(claimed).toBe(actual);
            const log = await logOf(path, id, view);
            expect(log.at(-1)?.digest).toBe(actual);
          }
        }
        if (complete) {
          // Killed after COMMIT was sent, or not at all: every earlier step left nothing.
          expect(step).toBeGreaterThan(6);
          for (const writer of writers) writer.kill('SIGKILL');
          return;
        }
        expect(line).toBe('reached');
      }
      throw new Error(`no run came through within ${MAX_STEPS} steps`);
    },
    120_000,
  );

  it('cannot block a shutdown for longer than 6 s when it is stopped in mid-transaction', async () => {
    path.executor.register({
      kind: 'test.shutdown',
      role: 'operator',
      scope: 'environment',
      versioned: false,
      urgent: true,
      handle: async (unit) => {
        unit.setShutdown(unit.environment.id, true, 'fire');
        return Promise.resolve(null);
      },
    });
    const command = {
      kind: 'flag.disable',
      target: { project: 'shop', environment: 'production', flag: 'checkout' },
    };
    // The fourth statement is the first that leaves after the lock was granted.
    const child = start({ command, step: 4, signal: 'SIGSTOP' });
    try {
      expect(await run(child)).toBe('reached');
      const began = performance.now();
      const target = { environment: 'production' };
      await path.run({ kind: 'test.shutdown', target });
      expect(performance.now() - began).toBeLessThan(6_000);
      expect((await storedView(path, ids.production!, 'client')).shutdown).toBe(true);
    } finally {
      child.kill('SIGKILL');
    }
    const config = await path.run<FlagConfig>({ ...command, kind: 'flag.enable' });
    expect(config.result.enabled).toBe(true);
  }, 60_000);
});
