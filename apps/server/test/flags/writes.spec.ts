import type { Flag, FlagConfig } from '@sluice/protocol';
import { createTestDatabase, type TestDatabase } from '../test-database.js';
import { digestsOf, logOf, storedView } from '../views.js';
import { createProject, WritePath } from '../write-path.js';

describe('writing flags', () => {
  let db: TestDatabase;
  let path: WritePath;
  let ids: Record<string, string>;

  beforeAll(async () => {
    db = await createTestDatabase();
    path = new WritePath(db.url);
    ids = await createProject(path);
  });
  afterAll(async () => {
    await path.close();
    await db.drop();
  });

  it('creates a flag that is off everywhere and stands in every environment', async () => {
    const { result, revisions } = await path.run<Flag>({
      kind: 'flag.create',
      payload: { key: 'checkout', type: 'boolean', clientVisible: true, tags: ['a', 'a'] },
    });
    expect(result).toMatchObject({
      key: 'checkout',
      variants: { on: true, off: false },
      tags: ['a'],
      version: 1,
      environments: { development: { enabled: false }, production: { enabled: false } },
    });
    expect(revisions).toEqual({ [ids.development!]: 1, [ids.production!]: 1 });
    const view = await storedView(path, ids.production!, 'client');
    expect(view.flags.checkout).toMatchObject({ enabled: false, version: 1 });
  });

  it('enables it in one environment with one revision, one log row per view and true digests', async () => {
    const { result, revisions } = await path.run<FlagConfig>({
      kind: 'flag.enable',
      target: { environment: 'production', flag: 'checkout' },
    });
    expect(result).toMatchObject({ enabled: true, version: 2 });
    expect(revisions).toEqual({ [ids.production!]: 2 });
    for (const view of ['server', 'client'] as const) {
      const log = await logOf(path, ids.production!, view);
      expect(log.map(({ revision }) => revision)).toEqual([1, 2]);
      expect(log[1]!.changes).toMatchObject([
        { put: { key: 'checkout', enabled: true, version: 2 } },
      ]);
      const { claimed, actual } = await digestsOf(path, ids.production!, view);
      expect(claimed).toBe(actual);
      expect(log[1]!.digest).toBe(actual);
    }
  });

  it('changes nothing when enabled again', async () => {
    const { result, revisions } = await path.run<FlagConfig>({
      kind: 'flag.enable',
      target: { environment: 'production', flag: 'checkout' },
    });
    expect(result.version).toBe(2);
    expect(revisions).toEqual({});
  });
});
