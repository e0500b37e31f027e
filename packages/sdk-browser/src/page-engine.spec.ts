import { aFlag, aSnapshot, FakeLogger, NO_OVERLAY } from '@sluice/sdk-core/testing';
import type { Snapshot } from '@sluice/evaluator';
import { createClient } from './create-client.js';

const OPTIONS = { url: 'http://flags.test', key: 'slu_cli_abc', cache: false, stream: false };

/** Answers every request with the snapshot, until told otherwise. */
function serve(snapshot: Snapshot): { readonly requests: string[] } {
  const requests: string[] = [];
  globalThis.fetch = (address) => {
    requests.push(address as string);
    const headers = { 'sluice-time': String(Date.now()) };
    const body = JSON.stringify({ snapshot, overlay: NO_OVERLAY });
    return Promise.resolve(new Response(body, { status: 200, headers }));
  };
  return { requests };
}

describe('a page', () => {
  const { fetch } = globalThis;
  afterEach(() => {
    globalThis.fetch = fetch;
    jest.dontMock('./run-engine');
    jest.useRealTimers();
  });

  it('serves after one request, for the user it has and for others', async () => {
    const flag = aFlag('a', 1, {
      targets: [{ variant: 'off', ids: ['u2'] }],
    });
    const { requests } = serve(aSnapshot([flag]));
    const client = createClient({ ...OPTIONS, user: 'u1', logger: new FakeLogger() });
    expect(client.detail('a').errorCode).toBe('PROVIDER_NOT_READY');
    await client.ready();
    expect(requests).toEqual(['http://flags.test/sdk/v1/snapshot']);
    expect(client.isEnabled('a')).toBe(true);
    expect(client.isEnabled('a', 'u2')).toBe(false);
    await client.close();
  });

  it('tells whose value is another when its user changes, and asks nobody', async () => {
    const targets = [{ variant: 'off', ids: ['u2'] }];
    const { requests } = serve(aSnapshot([aFlag('a', 1, { targets }), aFlag('b', 1)]));
    const client = createClient({ ...OPTIONS, user: 'u1', logger: new FakeLogger() });
    await client.ready();
    const changes: unknown[] = [];
    client.on('change', (change) => changes.push(change));
    const before = requests.length;
    client.identify('u2');
    client.identify('u2');
    expect(changes).toEqual([{ keys: ['a'] }]);
    expect(requests).toHaveLength(before);
    await client.close();
  });

  it('tells of another user while it is not live, whatever that changes, and of the same one never', async () => {
    const user = { id: 'u1', since: 1n };
    const client = createClient({ ...OPTIONS, user: 'u1', logger: new FakeLogger() });
    const changes: unknown[] = [];
    client.on('change', (change) => {
      changes.push(change);
      client.identify(client.user);
    });
    client.identify('u1');
    expect(changes).toEqual([]);
    client.identify(user);
    client.identify(user);
    client.identify({ id: 'u1', plan: 'pro' });
    client.identify({ id: 'u1', plan: 'pro' });
    expect(changes).toEqual([{ keys: [] }, { keys: [] }]);
    await client.close();
  });

  it('ends with the same promise every time, before its engine is there', async () => {
    const client = createClient({ ...OPTIONS, logger: new FakeLogger() });
    const closing = client.close();
    expect(client.close()).toBe(closing);
    await closing;
  });

  it('has a bootstrap at once', async () => {
    const client = createClient({ ...OPTIONS, bootstrap: aSnapshot([aFlag('a', 1)]) });
    expect(client.isEnabled('a')).toBe(true);
    await client.close();
    expect(client.state).toBe('closed');
    await expect(client.ready()).rejects.toThrow('closed');
  });

  it('obeys overrides before and after there are flags', async () => {
    serve(aSnapshot([aFlag('a', 1)]));
    const overrides = { a: false };
    const client = createClient({ ...OPTIONS, overrides, logger: new FakeLogger() });
    expect(client.isEnabled('a', undefined, true)).toBe(false);
    await client.ready();
    expect(client.detail('a')).toMatchObject({ reason: 'OVERRIDE', override: 'code' });
    await client.close();
  });

  it('heeds what the first answer says of trying again', async () => {
    jest.useFakeTimers();
    let requests = 0;
    globalThis.fetch = () => {
      requests += 1;
      return Promise.resolve(
        new Response('{"code":"RATE_LIMITED"}', { status: 429, headers: { 'retry-after': '7' } }),
      );
    };
    const client = createClient({ ...OPTIONS, logger: new FakeLogger() });
    await jest.advanceTimersByTimeAsync(6_000);
    expect(requests).toBe(1);
    serve(aSnapshot([aFlag('a', 1)]));
    await jest.advanceTimersByTimeAsync(30_000);
    expect(client.isEnabled('a')).toBe(true);
    await client.close();
  });

  it('asks again where the first request is never answered', async () => {
    jest.useFakeTimers();
    globalThis.fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
      });
    const client = createClient({ ...OPTIONS, logger: new FakeLogger() });
    const ready = client.ready({ timeoutMs: 20_000 });
    await jest.advanceTimersByTimeAsync(9_000);
    const { requests } = serve(aSnapshot([aFlag('a', 1)]));
    await jest.advanceTimersByTimeAsync(2_000);
    await expect(ready).resolves.toBeUndefined();
    expect([requests.length, client.isEnabled('a')]).toEqual([1, true]);
    await client.close();
  });

  it('is stale while its engine cannot be loaded, and asks anew when it is there', async () => {
    jest.useFakeTimers();
    let isGone = true;
    const { requests } = serve(aSnapshot([aFlag('a', 1)]));
    const logger = new FakeLogger();
    const states: string[] = [];
    let client!: ReturnType<typeof createClient>;
    jest.isolateModules(() => {
      jest.doMock('./run-engine', () => {
        if (isGone) throw new Error('no such file');
        return jest.requireActual<object>('./run-engine');
      });
      const fresh = jest.requireActual<{ createClient: typeof createClient }>('./create-client');
      const onStateChange = ({ state }: { state: string }) => states.push(state);
      client = fresh.createClient({ ...OPTIONS, logger, onStateChange });
    });
    await jest.advanceTimersByTimeAsync(3_000);
    expect(logger.matching(/cannot load its engine: Error: no such file/)).toHaveLength(1);
    expect([states, client.state, client.ageMs]).toEqual([['live', 'stale'], 'stale', 3_000]);
    expect(client.isEnabled('a')).toBe(true);
    await expect(client.ready()).resolves.toBeUndefined();
    isGone = false;
    await jest.advanceTimersByTimeAsync(10_000);
    expect([requests.length, states.at(-1), client.state]).toEqual([2, 'live', 'live']);
    await client.close();
  });

  describe('that has flags which it cannot answer from at once', () => {
    const conditions = [
      { attribute: 'since', operator: 'before' as const, values: ['2030-01-01T00:00:00Z'] },
    ];
    const rules = [{ id: 'r', conditions, serve: { variant: 'off' } }];
    const rare = aSnapshot([aFlag('a', 1, { rules })]);
    const plain = aSnapshot([aFlag('a', 1)]);
    const away = (): void =>
      void (globalThis.fetch = () => Promise.reject<Response>(new Error('away')));
    const same = (snapshot: Snapshot) => (): void => void serve(snapshot);
    let client: ReturnType<typeof createClient>;
    afterEach(() => client.close());

    it.each([
      ['rare operators, and the server is away', rare, {}, away],
      ['rare operators, and the server has the same', rare, {}, same(rare)],
      ['overrides, and the server is away', plain, { b: true }, away],
      ['overrides, and the server has the same', plain, { b: true }, same(plain)],
    ])(
      'tells when they are there: %s',
      async (_, bootstrap, overrides, begin) => {
        begin();
        // What a page has learned of operators it knows for good: each case is a page of its own.
        jest.isolateModules(() => {
          const fresh = jest.requireActual<{ createClient: typeof createClient }>(
            './create-client',
          );
          const options = { ...OPTIONS, bootstrap, overrides, logger: new FakeLogger() };
          client = fresh.createClient(options);
        });
        expect(client.detail('a').errorCode).toBe('PROVIDER_NOT_READY');
        const { keys } = await new Promise<{ keys: readonly string[] }>((resolve) => {
          client.on('change', resolve);
        });
        expect(keys).toContain('a');
        expect(client.isEnabled('a')).toBe(true);
      },
      5_000,
    );
  });
});
