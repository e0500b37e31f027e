import { compile, type Change } from '@sluice/evaluator';
import type { SegmentSummary } from '@sluice/protocol';
import { createTestDatabase, type TestDatabase } from '../test-database.js';
import { digestsOf, logOf, storedView } from '../views.js';
import { createProject, WritePath } from '../write-path.js';

const HERE = { environment: 'production' };
const people = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => `user-${from + index}`);

describe('segments', () => {
  let db: TestDatabase;
  let path: WritePath;
  let production: string;

  beforeAll(async () => {
    db = await createTestDatabase();
    path = new WritePath(db.url);
    production = (await createProject(path, ['production'])).production!;
    await path.run({
      kind: 'segment.create',
      target: HERE,
      payload: { key: 'beta', included: people(0, 5_000), excluded: ['user-1'] },
    });
    await path.run({
      kind: 'flag.create',
      payload: { key: 'shown', type: 'boolean', clientVisible: true },
    });
    await path.run({
      kind: 'flag.configure',
      target: { ...HERE, flag: 'shown' },
      baseVersion: 1,
      payload: {
        enabled: true,
        fallthrough: { variant: 'off' },
        rules: [{ conditions: [{ segment: 'beta' }], serve: { variant: 'on' } }],
      },
    });
  });
  afterAll(async () => {
    await path.close();
    await db.drop();
  });

  const members = (payload: object) =>
    path.run<SegmentSummary>({
      kind: 'segment.members',
      target: { ...HERE, segment: 'beta' },
      payload: { list: 'included', add: [], remove: [], ...payload },
    });

  it('travel as the ids that came and went, plain for servers and hashed for browsers', async () => {
    const before = {
      server: await storedView(path, production, 'server'),
      client: await storedView(path, production, 'client'),
    };
    await members({ add: ['new-1', 'new-2', 'user-7'], remove: ['user-0', 'nobody'] });
    const [server] = (await logOf(path, production, 'server')).at(-1)!.changes;
    expect(server).toMatchObject({
      segmentIds: { key: 'beta', list: 'included', add: ['new-1', 'new-2'], remove: ['user-0'] },
    });
    const [client, ...others] = (await logOf(path, production, 'client')).at(-1)!.changes;
    expect(others).toEqual([]);
    const { add, remove } = (client as Extract<Change, { segmentIds: unknown }>).segmentIds;
    expect([add, remove].map((list) => list.map((id) => typeof id))).toEqual([
      ['number', 'number'],
      ['number'],
    ]);
    for (const view of ['server', 'client'] as const) {
      const evaluator = compile(before[view]);
      const { changes, revision } = (await logOf(path, production, view)).at(-1)!;
      evaluator.apply(changes, revision);
      const asked = ['new-1', 'user-0', 'user-1', 'user-7', 'nobody'].map((id) =>
        evaluator.isEnabled('shown', { id }, 0),
      );
      expect(asked).toEqual([true, false, true, true, false]);
      const { claimed, actual } = await digestsOf(path, production, view);
      expect(claimed).toBe(actual);
    }
  });

  it('hold no plain id in what browsers get', async () => {
    const { segments, flags } = await storedView(path, production, 'client');
    expect(JSON.stringify([segments, flags])).not.toContain('user-');
    expect(segments.beta).toMatchObject({
      included: { seeds: [expect.any(Number), expect.any(Number)] },
    });
  });

  it('stay as they are, without a revision, when an edit changes nobody', async () => {
    const { result, revisions } = await members({ add: ['user-7'], remove: ['nobody'] });
    expect(revisions).toEqual({});
    expect(result.version).toBe(2);
  });

  it('hold at most 100,000 ids, told by number', async () => {
    const error: unknown = await members({ add: people(10_000, 110_000) }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'LIST_TOO_LONG' });
    expect((error as Error).message).toMatch(/105002/);
    const whole = await path.run<SegmentSummary>({
      kind: 'segment.create',
      target: HERE,
      payload: { key: 'whole', included: people(0, 100_000) },
    });
    expect(whole.result.includedCount).toBe(100_000);
  });

  it('keep the seeds of their rules when these are sent again without', async () => {
    const rules = [{ conditions: [], rollout: { percentage: 10 } }];
    const created = await path.run<SegmentSummary>({
      kind: 'segment.create',
      target: HERE,
      payload: { key: 'tenth', rules },
    });
    const wider = [{ conditions: [], rollout: { percentage: 20 } }];
    const updated = await path.run<SegmentSummary>({
      kind: 'segment.update',
      target: { ...HERE, segment: 'tenth' },
      baseVersion: 1,
      payload: { rules: wider },
    });
    const seedOf = ({ rules: [rule] }: SegmentSummary) => rule!.rollout!.seed;
    expect(seedOf(updated.result)).toBe(seedOf(created.result));
    expect(updated.result.rules[0]!.rollout!.percentage).toBe(20);
  });
});
