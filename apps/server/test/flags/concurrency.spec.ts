import { compile, type Change, type Evaluator, type Snapshot } from '@sluice/evaluator';
import { AppError } from '../../src/platform/errors/app-error.js';
import type { Actor } from '../../src/modules/auth/index.js';
import { createTestDatabase, type TestDatabase } from '../test-database.js';
import { digestsOf, logOf, storedView, type View } from '../views.js';
import { createProject, WritePath } from '../write-path.js';

const VIEWS: readonly View[] = ['server', 'client'];

describe('writers at the same time', () => {
  let db: TestDatabase;
  let path: WritePath;
  let other: WritePath;
  let ids: Record<string, string>;

  beforeAll(async () => {
    db = await createTestDatabase();
    // Two pools: two replicas on one database.
    path = new WritePath(db.url);
    other = new WritePath(db.url);
    ids = await createProject(path, ['production', 'staging', 'development']);
    await path.rows(`UPDATE environments SET protected = true WHERE key = 'production'`);
  });
  afterAll(async () => {
    await path.close();
    await other.close();
    await db.drop();
  });

  const create = (key: string, payload: object = {}) =>
    path.run({ kind: 'flag.create', payload: { key, type: 'boolean', ...payload } });
  const require = (writer: WritePath, flag: string, parent: string) =>
    writer.run({
      kind: 'flag.update',
      target: { flag },
      baseVersion: 1,
      payload: { prerequisites: [{ flag: parent }] },
    });
  const refusals = (settled: PromiseSettledResult<unknown>[]): string[] =>
    settled
      .filter((each) => each.status === 'rejected')
      .map(({ reason }) => (reason as AppError).code);

  it('cannot make a cycle together: exactly one of two is refused', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [`a-${round}`, `b-${round}`];
      await create(a);
      await create(b);
      const settled = await Promise.allSettled([require(path, a, b), require(other, b, a)]);
      expect(refusals(settled)).toEqual(['PREREQUISITE_CYCLE']);
    }
  });

  it('cannot make one out of a prerequisite and a flag condition either', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [`c-${round}`, `d-${round}`];
      await create(a);
      await create(b);
      const rules = [{ conditions: [{ flag: a }], serve: { variant: 'on' } }];
      const condition = other.run({
        kind: 'flag.configure',
        target: { environment: 'staging', flag: b },
        baseVersion: 1,
        payload: { rules },
      });
      const settled = await Promise.allSettled([require(path, a, b), condition]);
      expect(refusals(settled)).toEqual(['PREREQUISITE_CYCLE']);
    }
  });

  it('of several environments make one audit chain together, and none of them fails', async () => {
    await create('chained');
    const toggles = ['production', 'staging', 'development'].map(async (environment, index) => {
      const writer = index % 2 === 0 ? path : other;
      const target = { environment, flag: 'chained' };
      for (let round = 0; round < 20; round += 1)
        await writer.run({ kind: round % 2 === 0 ? 'flag.enable' : 'flag.disable', target });
    });
    await Promise.all(toggles);
    const [chain] = await path.rows<Record<string, number>>(
      `SELECT count(*)::int AS events, max(e.seq)::int AS last, max(h.seq)::int AS head,
        (count(*) FILTER (WHERE e.previous_hash = before.hash) + 1)::int AS linked,
        (count(*) FILTER (WHERE e.action IN ('flag.enable', 'flag.disable')))::int AS toggles
      FROM audit_events e JOIN audit_heads h ON h.chain = e.chain AND h.chain = (SELECT id::text FROM projects)
        LEFT JOIN audit_events before ON before.chain = e.chain AND before.seq = e.seq - 1`,
    );
    const { events } = chain!;
    expect(chain).toEqual({ events, last: events, head: events, linked: events, toggles: 60 });
  });

  it('lose no update: of those who read the same version one wins, the others are told', async () => {
    await create('race');
    const attempt = (index: number) =>
      (index % 2 === 0 ? path : other).run({
        kind: 'flag.configure',
        target: { environment: 'staging', flag: 'race' },
        baseVersion: 1,
        payload: { targets: [{ variant: 'on', ids: [`user-${index}`] }] },
      });
    const settled = await Promise.allSettled(Array.from({ length: 8 }, (_, i) => attempt(i)));
    expect(refusals(settled)).toEqual(Array(7).fill('VERSION_STALE'));
  });

  it('give each commit its own revision, without a gap, and the log explains the state to an evaluator', async () => {
    await create('parent', { clientVisible: false });
    await create('child', { clientVisible: true, prerequisites: [{ flag: 'parent' }] });
    const live = new Map<string, Evaluator>();
    const revisions = new Map<string, number>();
    for (const [key, id] of Object.entries(ids))
      for (const view of VIEWS) {
        const snapshot = await storedView(path, id, view);
        live.set(`${key} ${view}`, compile(snapshot));
        revisions.set(key, snapshot.revision);
      }
    const target = (environment: string) => ({ environment, flag: 'child' });
    const writes = Array.from({ length: 40 }, (_, index) => {
      const writer = index % 2 === 0 ? path : other;
      const environment = ['staging', 'development', 'production'][index % 3]!;
      if (index % 5 === 0)
        return writer.run({
          kind: 'flag.create',
          payload: { key: `n-${index}`, type: 'boolean', clientVisible: index % 2 === 0 },
        });
      if (index % 7 === 0)
        return writer.run({
          kind: 'segment.create',
          target: { environment },
          payload: { key: `s-${index}`, included: [`u-${index}`] },
        });
      const kind = index % 2 === 0 ? 'flag.enable' : 'flag.disable';
      return writer.run({ kind, target: target(environment) });
    });
    await Promise.all(writes);
    for (const [key, id] of Object.entries(ids))
      for (const view of VIEWS) {
        const log = await logOf(path, id, view);
        expect(log.map(({ revision }) => revision)).toEqual(log.map((_, index) => index + 1));
        const evaluator = live.get(`${key} ${view}`)!;
        for (const { revision, changes } of log)
          if (revision > revisions.get(key)!) evaluator.apply(changes, revision);
        const reloaded = await storedView(path, id, view);
        expect(sameAnswers(evaluator, compile(reloaded), reloaded)).toBe(true);
        const { claimed, actual } = await digestsOf(path, id, view);
        expect(claimed).toBe(actual);
        expect(log.at(-1)).toMatchObject({ revision: reloaded.revision, digest: actual });
      }
  });

  it('of the project level move every environment whose wire form changes, in one transaction', async () => {
    await create('everywhere', { clientVisible: false });
    const update = (payload: object, baseVersion: number, actor?: Actor) =>
      path.run(
        { kind: 'flag.update', target: { flag: 'everywhere' }, baseVersion, payload },
        actor === undefined ? {} : { actor },
      );
    const described = await update({ description: 'words do not travel' }, 1);
    expect(described.revisions).toEqual({});
    const kept = await update({ onShutdown: 'keep' }, 2);
    expect(Object.keys(kept.revisions).sort()).toEqual(Object.values(ids).sort());
    const shown = await update({ clientVisible: true }, 3);
    expect(Object.keys(shown.revisions)).toHaveLength(3);
    const log = await logOf(path, ids.staging!, 'client');
    expect(log.at(-1)?.changes).toMatchObject([{ put: { key: 'everywhere' } }]);
    const server = await logOf(path, ids.staging!, 'server');
    expect(server.at(-1)?.changes).toEqual<Change[]>([]);
  });

  it('need the role in a protected environment that would serve something else, which the refusal names', async () => {
    await create('guarded');
    const editor: Actor = {
      kind: 'token',
      id: '00000000-0000-4000-8000-000000000002',
      name: 'ed',
      grants: [{ role: 'editor', projectId: null, environmentId: null }],
    };
    const update = (payload: object) =>
      path.run(
        { kind: 'flag.update', target: { flag: 'guarded' }, baseVersion: 1, payload },
        { actor: editor },
      );
    await expect(update({ onShutdown: 'keep' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      details: { environment: 'production', needed: 'operator', held: 'editor' },
    });
    const enable = (environment: string) =>
      path.run(
        { kind: 'flag.enable', target: { environment, flag: 'guarded' } },
        { actor: editor },
      );
    await expect(enable('production')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await enable('staging')).revisions).toHaveProperty(ids.staging!);
    const created = path.run(
      { kind: 'flag.create', payload: { key: 'by-editor', type: 'boolean' } },
      { actor: editor },
    );
    expect(Object.keys((await created).revisions)).toHaveLength(3);
    expect((await update({ description: 'a word' })).revisions).toEqual({});
  });

  it('answer a repeated Idempotency-Key with the first outcome, and refuse another body', async () => {
    const idempotency = { key: 'k', route: 'POST /x', bodyHash: 'one' };
    const command = { kind: 'flag.create', payload: { key: 'once', type: 'boolean' } };
    const [first, second] = await Promise.all([
      path.run(command, { idempotency }),
      other.run(command, { idempotency }),
    ]);
    expect(second.result).toEqual(first.result);
    const otherBody = { ...idempotency, bodyHash: 'two' };
    await expect(path.run(command, { idempotency: otherBody })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('leave nothing behind in a dry run', async () => {
    await create('tried');
    const before = await storedView(path, ids.staging!, 'server');
    const command = { kind: 'flag.enable', target: { environment: 'staging', flag: 'tried' } };
    const outcome = await path.run(command, { dryRun: true });
    expect(outcome.changes).toMatchObject([
      { environment: 'staging', server: [{ put: { key: 'tried', enabled: true } }], client: [] },
    ]);
    expect(await storedView(path, ids.staging!, 'server')).toEqual(before);
  });
});

/** Whether two evaluators know the same flags and decide the same for a few people. */
function sameAnswers(a: Evaluator, b: Evaluator, snapshot: Snapshot): boolean {
  const contexts = [{}, { id: 'u-1' }, { id: 'u-7' }, { id: 'u-14' }];
  return (
    Object.keys(snapshot.flags).every((key) =>
      contexts.every(
        (context) =>
          JSON.stringify(a.evaluate(key, context, 0)) ===
          JSON.stringify(b.evaluate(key, context, 0)),
      ),
    ) &&
    a.revision === b.revision &&
    JSON.stringify(a.keys().sort()) === JSON.stringify(b.keys().sort())
  );
}
