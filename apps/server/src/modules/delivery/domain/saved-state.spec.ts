import { buildView } from './build-view.js';
import { restoreEnvironment, restoreKeys, saveEnvironment, saveKeys } from './saved-state.js';

const state = () => ({
  ...{ id: 'i', projectId: 'p', projectKey: 'pk', environmentKey: 'ek', epoch: 'x' },
  ...{ revision: 7, shutdown: true },
  server: buildView([{ kind: 'flag', key: 'a', version: 3, body: '{"key":"a"}' }], true),
  client: buildView([{ kind: 'segment', key: 's', version: 4, body: '{"key":"s"}' }], true),
});

describe('the saved state', () => {
  it('comes back as it was, digests and all', () => {
    const restored = restoreEnvironment(saveEnvironment(state()));
    expect(restored).toEqual(state());
    const key = { id: 'k', environmentId: 'i', kind: 'client' as const, hash: Buffer.alloc(32, 1) };
    const keys = [{ ...key, expiresAtMs: 5, revoked: false, rateLimit: 7 }];
    expect(restoreKeys(saveKeys(keys))).toEqual(keys);
  });

  it('of a release that knew no limits of keys comes back without them', () => {
    const key = { id: 'k', environmentId: 'i', kind: 'client', hash: '', expiresAtMs: null };
    const text = JSON.stringify({ format: 1, keys: [{ ...key, revoked: false }] });
    expect(restoreKeys(text)).toMatchObject([{ id: 'k', rateLimit: null }]);
  });

  it.each([
    'nonsense',
    'null',
    '[]',
    '{"format":2}',
    '{"format":1}',
    saveEnvironment(state()).replace('"revision":7', '"revision":"7"'),
    saveEnvironment(state()).replace('"version":3', '"version":"3"'),
    saveEnvironment(state()).replace('"kind":"flag"', '"kind":"flog"'),
  ])('is refused where it is something else: %s', (text) => {
    expect(restoreEnvironment(text)).toBeNull();
    expect(restoreKeys(text)).toBeNull();
  });
});
