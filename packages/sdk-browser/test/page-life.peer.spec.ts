import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { RealServer } from '../../sdk-node/test/real-server.js';
import { Site } from './browser.js';

const PAGE = '<!doctype html><p id="flag"></p><script type="module" src="/main.js"></script>';
const MAIN = `
import { createClient } from '@sluice/sdk-browser';
const client = createClient({ user: 'u1', ...JSON.parse(decodeURIComponent(location.hash.slice(1))) });
const draw = () => {
  const flags = [client.isEnabled('lived'), client.isEnabled('begun'), client.isEnabled('later')];
  document.getElementById('flag').textContent = [client.state, ...flags].join(' ');
};
window.addEventListener('pageshow', ({ persisted }) => { window.persisted = persisted; });
client.on('change', draw);
client.on('stateChange', draw);
draw();
`;
const HOUR_MS = 3_600_000;
const FLAGS = '/api/v1/projects/genesis/flags';

describe('the life of a page in Chromium', () => {
  let server: RealServer;
  let browser: Browser;
  let site: Site;
  let context: BrowserContext;

  beforeAll(async () => {
    const pages = { '/': PAGE, '/other': '<!doctype html>elsewhere' };
    site = await new Site(pages, { 'main.js': MAIN }).start();
    server = await new RealServer().start();
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    });
    for (const key of ['lived', 'begun', 'later'])
      await server.admin('POST', FLAGS, { key, type: 'boolean', clientVisible: true });
    const now = Date.now();
    await openBetween('begun', now - 2 * HOUR_MS, now - HOUR_MS);
    await openBetween('later', now + HOUR_MS, now + 2 * HOUR_MS);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await site?.stop();
  });
  beforeEach(async () => {
    await server.disable('lived');
    context = await browser.newContext();
  });
  afterEach(() => context.close());

  /** Enables a flag for nobody before `from` and everybody after `to`. */
  async function openBetween(key: string, from: number, to: number): Promise<void> {
    const { version } = (await server.admin('GET', `/flags/${key}`)) as { version: number };
    const steps = [
      { at: new Date(from).toISOString(), percentage: 0 },
      { at: new Date(to).toISOString(), percentage: 100 },
    ];
    const rollout = { schedule: { curve: 'step', steps } };
    const rules = [{ conditions: [], rollout, serve: { variant: 'on' } }];
    await server.admin(
      'PATCH',
      `/flags/${key}`,
      { enabled: true, confirm: ['SCHEDULE_ALREADY_DUE'], fallthrough: { variant: 'off' }, rules },
      version,
    );
  }

  async function open(page: Page): Promise<Page> {
    const options = { url: server.url, key: server.credentials.keys.development!.client };
    // Until the engine is loaded nobody listens to the page.
    const engine = page.waitForEvent('websocket');
    await page.goto(`${site.url}/#${encodeURIComponent(JSON.stringify(options))}`);
    await shows(page, 'live false true false');
    await engine;
    return page;
  }

  const shows = (page: Page, text: string) =>
    page.waitForFunction((wanted) => document.body.innerText.trim() === wanted, text);

  it('is put aside whole by the browser, and is true to the server on the way back', async () => {
    const page = await open(await context.newPage());
    await page.evaluate('window.kept = 1');
    await page.goto(`${site.url}/other`);
    await server.enable('lived');
    await page.goBack({ waitUntil: 'commit' });
    await shows(page, 'live true true false');
    expect(await page.evaluate('[window.persisted, window.kept]')).toEqual([true, 1]);
  });

  it('serves on without a network, and catches up when it is back', async () => {
    const page = await open(await context.newPage());
    await context.setOffline(true);
    await page.evaluate('window.dispatchEvent(new Event("pagehide"))');
    await shows(page, 'stale false true false');
    await server.enable('lived');
    await context.setOffline(false);
    await shows(page, 'live true true false');
  });

  it('goes on listening while hidden for less than 30 s, and not for longer', async () => {
    const page = await context.newPage();
    await page.clock.install();
    await open(page);
    await hide(page, true);
    await page.clock.fastForward(28_000);
    await server.enable('lived');
    await shows(page, 'live true true false');
    await page.clock.fastForward(4_000);
    await shows(page, 'stale true true false');
    await server.disable('lived');
    await hide(page, false);
    await shows(page, 'live false true false');
  });

  it.each(['2001-01-01', '2045-01-01'])(
    'follows schedules by the server’s clock where its own says %s',
    async (time) => {
      const page = await context.newPage();
      await page.clock.install({ time });
      await open(page);
      await server.enable('lived');
      await shows(page, 'live true true false');
    },
  );

  const hide = (page: Page, hidden: boolean) =>
    page.evaluate((isHidden) => {
      const visibilityState = isHidden ? 'hidden' : 'visible';
      Object.defineProperty(document, 'visibilityState', {
        configurable: true,
        value: visibilityState,
      });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
});
