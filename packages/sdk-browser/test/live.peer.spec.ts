import type { Browser, BrowserContext, Page } from 'playwright-core';
import { RealServer } from '../../sdk-node/test/real-server.js';
import { launchChromium, Site } from './browser.js';

const PAGE = '<!doctype html><p id="flag"></p><script type="module" src="/main.js"></script>';
const MAIN = `
import { createClient } from '@sluice/sdk-browser';
const { url, key, ...options } = JSON.parse(decodeURIComponent(location.hash.slice(1)));
const client = createClient({ url, key, user: { id: 'u1' }, ...options });
window.client = client;
window.changes = 0;
window.states = [client.state];
const draw = () => { document.getElementById('flag').textContent = client.state + ' ' + client.isEnabled('new-checkout'); };
window.firstPaint = client.isEnabled('new-checkout');
client.on('change', () => { window.changes += 1; draw(); });
client.on('stateChange', ({ state }) => { window.states.push(state); draw(); });
draw();
client.ready().then(draw, (error) => { document.getElementById('flag').textContent = error.message; });
`;
const WORKER = `
import { createClient } from '@sluice/sdk-browser';
self.onmessage = async ({ data }) => {
  const client = createClient(data);
  client.on('change', () => self.postMessage(client.isEnabled('new-checkout', 'u1')));
  await client.ready();
  self.postMessage(client.isEnabled('new-checkout', 'u1'));
};
`;

interface Window {
  readonly client: {
    readonly state: string;
    isEnabled(key: string): boolean;
    detail(key: string, user?: unknown): { reason: string; value?: unknown };
    all(): Record<string, unknown>;
    identify(user: unknown): void;
    close(): Promise<void>;
  };
  readonly changes: number;
  readonly states: string[];
  readonly firstPaint: boolean;
}

describe('the browser SDK in Chromium against a real server', () => {
  let server: RealServer;
  let browser: Browser;
  let site: Site;
  let context: BrowserContext;
  const clientKey = () => server.credentials.keys.development!.client;

  beforeAll(async () => {
    const pages = { '/': PAGE, '/other': '<!doctype html>elsewhere' };
    site = await new Site(pages, { 'main.js': MAIN, 'worker.js': WORKER }).start();
    server = await new RealServer().start();
    browser = await launchChromium();
    const flag = { key: 'new-checkout', type: 'boolean', clientVisible: true };
    await server.admin('POST', '/api/v1/projects/genesis/flags', flag);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await site?.stop();
  });
  beforeEach(async () => {
    site.headers = {};
    await server.disable('new-checkout');
    context = await browser.newContext();
  });
  afterEach(() => context.close());

  async function open(options: object = {}): Promise<Page> {
    const page = await context.newPage();
    const given = { url: server.url, key: clientKey(), ...options };
    await page.goto(`${site.url}/#${encodeURIComponent(JSON.stringify(given))}`);
    return page;
  }

  const shows = (page: Page, text: string) =>
    page.waitForFunction((wanted) => document.body.innerText.trim() === wanted, text);

  const ask = <T>(page: Page, question: (from: Window) => T | Promise<T>): Promise<T> =>
    page.evaluate(`(${question.toString()})(window)`);

  it('shows a change on screen without a reload', async () => {
    const page = await open();
    await shows(page, 'live false');
    await server.enable('new-checkout');
    await shows(page, 'live true');
  });

  it('has the last known flags at the first paint of the next page, with no server at all', async () => {
    await server.enable('new-checkout');
    const page = await open();
    await shows(page, 'live true');
    await page.waitForFunction(() => Object.keys(localStorage).length === 1);
    const stored = await page.evaluate(() => Object.entries(localStorage).flat().join());
    expect(stored).not.toContain(clientKey());
    expect(stored).not.toContain('u1');
    await page.route('**/sdk/v1/**', (route) => route.abort());
    await page.reload();
    expect(await ask(page, (from) => from.firstPaint)).toBe(true);
  });

  it('ignores a cache that is damaged or somebody else’s', async () => {
    const page = await open();
    await shows(page, 'live false');
    await page.waitForFunction(() => Object.keys(localStorage).length === 1);
    for (const text of ['{', '{"format":1,"owner":"x","snapshot":{}}', 'null']) {
      await page.evaluate((damage) => {
        for (const name of Object.keys(localStorage)) localStorage.setItem(name, damage);
      }, text);
      await page.reload();
      await shows(page, 'live false');
    }
  });

  it('serves on while offline and catches up when the network is back', async () => {
    const page = await open();
    await shows(page, 'live false');
    await server.enable('new-checkout');
    await shows(page, 'live true');
    await server.kill();
    await shows(page, 'stale true');
    await server.start();
    await server.disable('new-checkout');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await shows(page, 'live false');
  });

  it('keeps two tabs true to the server, each by itself', async () => {
    const [first, second] = [await open(), await open()];
    await Promise.all([shows(first, 'live false'), shows(second, 'live false')]);
    await server.enable('new-checkout');
    await Promise.all([shows(first, 'live true'), shows(second, 'live true')]);
    await first.close();
    await server.disable('new-checkout');
    await shows(second, 'live false');
  });

  it('works below a policy that forbids eval and everything inline', async () => {
    const wire = `${server.url} ${server.url.replace('http', 'ws')}`;
    site.headers = {
      'content-security-policy': `default-src 'self'; script-src 'self'; connect-src ${wire}`,
    };
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    const given = { url: server.url, key: clientKey() };
    await page.goto(`${site.url}/#${encodeURIComponent(JSON.stringify(given))}`);
    await shows(page, 'live false');
    await server.enable('new-checkout');
    await shows(page, 'live true');
    expect(complaints.filter((text) => /Content Security Policy/i.test(text))).toEqual([]);
  });

  it('works in a worker', async () => {
    const page = await context.newPage();
    await page.goto(`${site.url}/other`);
    await page.evaluate(
      (options) => {
        const heard: unknown[] = [];
        Object.assign(window, { heard });
        const worker = new Worker('/worker.js', { type: 'module' });
        worker.onmessage = ({ data }) => heard.push(data);
        worker.postMessage(options);
      },
      { url: server.url, key: clientKey() },
    );
    const heard = (value: boolean) =>
      page.waitForFunction(
        (last) => (window as unknown as { heard: unknown[] }).heard.at(-1) === last,
        value,
      );
    await heard(false);
    await server.enable('new-checkout');
    await heard(true);
  });

  it('is kept by the browser for the way back, and is true again after it', async () => {
    const page = await open();
    await shows(page, 'live false');
    await page.goto(`${site.url}/other`);
    await server.enable('new-checkout');
    await page.goBack();
    await shows(page, 'live true');
  });

  it('asks nothing while hidden for long, and one request when shown again', async () => {
    const page = await open();
    await shows(page, 'live false');
    // Until the engine is loaded nobody listens to this.
    await page.waitForFunction(() => {
      window.dispatchEvent(new PageTransitionEvent('pagehide'));
      return document.body.innerText.trim() === 'stale false';
    });
    await server.enable('new-checkout');
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.method()));
    await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow')));
    await shows(page, 'live true');
    expect(requests.filter((method) => method === 'GET')).toHaveLength(1);
  });

  it('polls where no stream is wanted', async () => {
    const page = await open({ stream: false });
    await shows(page, 'live false');
    await server.enable('new-checkout');
    await page.waitForFunction(() => {
      document.dispatchEvent(new Event('visibilitychange'));
      return document.body.innerText.trim() === 'live true';
    });
  });

  it('says that a secret key does not belong into a page, without repeating it', async () => {
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    const given = { url: server.url, key: server.key };
    await page.goto(`${site.url}/#${encodeURIComponent(JSON.stringify(given))}`);
    await page.waitForFunction(() => document.readyState === 'complete');
    expect(said.join('\n')).toContain('gives a secret key away');
    expect(said.join('\n')).toContain('must be a client key');
    expect(said.join('\n')).not.toContain(server.key);
  });

  it('goes on with what it has when its key is refused', async () => {
    const page = await open({ key: `slu_cli_${'x'.repeat(40)}` });
    await page.waitForFunction(() => document.body.innerText.includes('refused the SDK key'));
    expect(await ask(page, (from) => from.client.state)).toBe('fatal');
  });

  it('reports what was asked', async () => {
    const page = await open();
    await shows(page, 'live false');
    const sent = page.waitForRequest('**/sdk/v1/events');
    await page.waitForFunction(() => {
      window.dispatchEvent(new PageTransitionEvent('pagehide'));
      return performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/events'));
    });
    const request = await sent;
    expect((await request.response())?.status()).toBe(202);
    expect(request.postData()).toContain('"flag":"new-checkout"');
  });

  it('knows no flag that is not for clients', async () => {
    const flag = { key: 'internal-only', type: 'boolean' };
    await server.admin('POST', '/api/v1/projects/genesis/flags', flag);
    const page = await open();
    await shows(page, 'live false');
    const known = await ask(page, (from) => Object.keys(from.client.all()));
    expect(known).toContain('new-checkout');
    expect(known).not.toContain('internal-only');
    expect(await ask(page, (from) => from.client.detail('internal-only').reason)).toBe('ERROR');
  });
});
