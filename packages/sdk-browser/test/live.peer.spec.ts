import type { Browser, Page } from 'playwright-core';
import { RealServer } from '../../sdk-node/test/real-server.js';
import { launchChromium, Site } from './browser.js';

const PAGE = '<!doctype html><p id="flag"></p><script type="module" src="/main.js"></script>';
const MAIN = `
import { createClient } from '@sluice/sdk-browser';
const { url, key, ...options } = JSON.parse(decodeURIComponent(location.hash.slice(1)));
const client = createClient({ url, key, user: { id: 'u1' }, ...options });
window.client = client;
const draw = () => { document.getElementById('flag').textContent =
  client.state + ' ' + client.isEnabled('new-checkout') + ' ' + client.variant('new-checkout', undefined, 'none'); };
window.states = [];
client.on('change', draw);
client.on('stateChange', ({ state }) => { window.states.push(state); draw(); });
draw();
client.ready().then(draw, (error) => { document.getElementById('flag').textContent = error.message; });
`;

describe('the browser SDK in Chromium against a real server', () => {
  let server: RealServer;
  let browser: Browser;
  let site: Site;
  const clientKey = () => server.credentials.keys.development!.client;

  beforeAll(async () => {
    site = await new Site({ '/': PAGE }, { 'main.js': MAIN }).start();
    server = await new RealServer().start();
    browser = await launchChromium();
    await server.admin('POST', '/api/v1/projects/genesis/flags', {
      key: 'new-checkout',
      type: 'boolean',
      clientVisible: true,
    });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await site?.stop();
  });

  async function open(options: object = {}): Promise<Page> {
    const page = await browser.newPage();
    const hash = encodeURIComponent(
      JSON.stringify({ url: server.url, key: clientKey(), ...options }),
    );
    await page.goto(`${site.url}/#${hash}`);
    return page;
  }

  it('shows a change on screen without a reload', async () => {
    const page = await open();
    await page.waitForFunction(() => document.body.innerText.includes('live false'));
    await server.enable('new-checkout');
    await page.waitForFunction(() => document.body.innerText.includes('live true'));
    await server.disable('new-checkout');
    await page.waitForFunction(() => document.body.innerText.includes('live false'));
    await page.close();
  });
});
