import { bucketOf } from '@sluice/evaluator';
import type { EventBatch } from '@sluice/protocol';
import { aFlag, aSnapshot, FakeLogger, NO_OVERLAY } from '@sluice/sdk-core/testing';
import { createClient } from '../create-client.js';
import type { SluiceClient } from '../sluice-client.js';

const ROLLOUT = '0b3f8f3e-7a3c-4b57-9d57-6f2f1f6b8a01';
const WATCHED = { flag: 'f', ruleId: 'r', rolloutId: ROLLOUT, step: 1, slowerThanMs: [500] };
const USERS = Array.from({ length: 50 }, (_, index) => `u${index}`);
const TREATED = USERS.filter((id) => bucketOf(id, 7) < 50_000);

const HALF = {
  id: 'r',
  conditions: [],
  rollout: { seed: 7, percentage: 50 },
  serve: { variant: 'on' },
};

describe('observe and track in a page', () => {
  const { fetch } = globalThis;
  let batches: EventBatch[];
  let client: SluiceClient;

  /** A page of a server that watches these rules. */
  async function open(watch: readonly object[]): Promise<void> {
    const flag = aFlag('f', 1, { rules: [HALF], fallthrough: { variant: 'off' } });
    const overlay = { ...NO_OVERLAY, id: String(watch.length), watch };
    const body = JSON.stringify({ snapshot: aSnapshot([flag]), overlay });
    batches = [];
    globalThis.fetch = (_, init) => {
      const headers = { 'sluice-time': String(Date.now()) };
      if (init?.method !== 'POST') return Promise.resolve(new Response(body, { headers }));
      batches.push(JSON.parse(init.body as string) as EventBatch);
      return Promise.resolve(new Response(null, { status: 202 }));
    };
    const options = { url: 'http://flags.test', key: 'slu_cli_abc', cache: false, stream: false };
    client = createClient({ ...options, logger: new FakeLogger() });
    await client.ready();
    // The engine and what counts are loaded after the first answer.
    await import('../run-engine.js');
    await import('./page-telemetry.js');
    await new Promise(setImmediate);
  }
  afterEach(async () => {
    await client.close();
    globalThis.fetch = fetch;
  });

  it('count what a watched rule wants to know, by arm', async () => {
    await open([WATCHED]);
    for (const user of USERS) expect(client.observe('f', user, String)).toMatch(/true|false/);
    expect(() =>
      client.observe('f', TREATED[0], () => {
        throw new Error('failed work');
      }),
    ).toThrow('failed work');
    client.track('f', TREATED[0], { latencyMs: 600, value: 3 });
    await client.close();
    const seen = batches.flatMap(({ observations = [] }) => observations);
    expect(seen.find(({ arm }) => arm === 'treatment')).toMatchObject({
      rollout: ROLLOUT,
      entry: 1,
      count: TREATED.length + 2,
      errors: 1,
      slow: [{ overMs: 500, count: 1 }],
      values: { count: 1, sum: 3 },
    });
    const control = seen.find(({ arm }) => arm === 'control');
    expect(control).toMatchObject({ count: 50 - TREATED.length, errors: 0, slow: [] });
    expect(control?.ids).toHaveLength(50 - TREATED.length);
  });

  it('count nothing but the evaluation while no rule is watched', async () => {
    await open([]);
    for (const user of USERS) client.observe('f', user, String);
    client.track('f', 'u1', { error: true });
    await client.close();
    expect(batches.flatMap(({ observations = [] }) => observations)).toEqual([]);
    expect(batches.flatMap(({ counts }) => counts).reduce((sum, one) => sum + one.count, 0)).toBe(
      50,
    );
  });
});
