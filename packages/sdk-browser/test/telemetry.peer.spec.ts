import type { EventBatch } from '@sluice/protocol';
import type { Browser, Page } from 'playwright-core';
import { RealServer } from '../../sdk-node/test/real-server.js';
import { launchChromium, Site } from './browser.js';

const PAGE = '<!doctype html><script type="module" src="/main.js"></script>';
const MAIN = `
import { createClient } from '@sluice/sdk-browser';
const client = createClient(JSON.parse(decodeURIComponent(location.hash.slice(1))));
window.client = client;
window.observeAll = () => {
  for (let i = 0; i < 200; i++)
    try {
      client.observe('checkout', 'u' + i, (enabled) => { if (enabled) throw new Error('fails for all who are in'); });
    } catch {}
};
`;

interface Rollout {
  readonly id: string;
  readonly state: string;
  readonly checks: readonly unknown[];
  readonly pauseReason: string | null;
  readonly latencies: unknown;
  readonly clients: Record<'treatment' | 'control', { requests: number; errors: number }>;
}

describe('observe in Chromium, while a real server watches a rollout', () => {
  let server: RealServer;
  let browser: Browser;
  let site: Site;
  const ROLLOUTS = '/api/v1/projects/genesis/environments/development/rollouts';

  beforeAll(async () => {
    site = await new Site({ '/': PAGE }, { 'main.js': MAIN }).start();
    server = await new RealServer().start();
    browser = await launchChromium();
    const flag = { key: 'checkout', type: 'boolean', clientVisible: true };
    await server.admin('POST', '/api/v1/projects/genesis/flags', flag);
    const { version } = (await server.admin('GET', '/flags/checkout')) as { version: number };
    await server.admin('PATCH', '/flags/checkout', { fallthrough: { variant: 'off' } }, version);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await site?.stop();
  });

  /** The observations of a page that asks for 200 users until it has something to tell. */
  async function observedBy(page: Page): Promise<{ status: number; batch: EventBatch }> {
    const telling = page.waitForRequest(
      (request) =>
        request.url().endsWith('/events') && !!request.postData()?.includes('"treatment"'),
    );
    const telemetry = page.waitForResponse(/page-telemetry/);
    await page.goto(
      `${site.url}/#${encodeURIComponent(JSON.stringify({ url: server.url, key: server.credentials.keys.development!.client }))}`,
    );
    await telemetry;
    await page.evaluate('new Promise(requestAnimationFrame).then(() => window.observeAll())');
    const request = await telling;
    const status = (await request.response())?.status() ?? 0;
    return { status, batch: request.postDataJSON() as EventBatch };
  }

  it('pauses a rollout that asks pages, and never rolls it back: anybody may hold a client key', async () => {
    const errors = { metric: 'errorRatePercent', threshold: 5 };
    const guards = [
      { ...errors, id: 'pages', source: { kind: 'client-telemetry' } },
      { ...errors, id: 'services', source: { kind: 'telemetry' } },
    ];
    const quick = { strategy: 'fast', waitSeconds: 60, checkEverySeconds: 0.5, allowNoData: true };
    const plan = { flag: 'checkout', ...quick, guards };
    const { id } = (await server.admin('POST', ROLLOUTS, plan)) as Rollout;
    const read = async () => (await server.admin('GET', `${ROLLOUTS}/${id}`)) as Rollout;
    await waitUntil(async () => (await read()).checks.length > 0);
    const page = await browser.newPage();
    const { status, batch } = await observedBy(page);
    expect(status).toBe(202);
    const seen = batch.observations ?? [];
    expect(seen.map(({ rollout }) => rollout)).toEqual([id, id]);
    const [treated] = seen.filter(({ arm }) => arm === 'treatment');
    expect(treated!.count).toBeGreaterThan(20);
    expect(treated!.errors).toBe(treated!.count);
    expect(seen.reduce((sum, { count }) => sum + count, 0)).toBe(200);
    await page.evaluate('void setInterval(observeAll, 500)');
    await waitUntil(async () => (await read()).state === 'paused');
    const { pauseReason, latencies, clients } = await read();
    expect({ pauseReason, latencies }).toEqual({
      ...{ pauseReason: 'GUARD', latencies: { treatment: null, control: null } },
    });
    expect(clients.treatment.errors).toBe(clients.treatment.requests);
    expect(clients.control).toMatchObject({ errors: 0 });
    expect(await server.admin('GET', '/flags/checkout')).toMatchObject({ enabled: true });
    await page.close();
  }, 90_000);
});

async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < 500; round++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it did not come true within 50 s');
}
