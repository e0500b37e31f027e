import type { Browser, Page, Response } from 'playwright-core';
import { launchChromium, Site } from '../../../../packages/sdk-browser/test/browser.js';
import { RealServer } from '../../../../packages/sdk-node/test/real-server.js';

const html = (script: string) =>
  `<!doctype html><div id="root"></div><script type="module" src="/${script}.js"></script>`;

/** A component that shows a flag through OpenFeature's React SDK, whatever the provider. */
const REACT = `
import { createElement as h } from 'react';
import { createRoot } from 'react-dom/client';
import { OpenFeature, OpenFeatureProvider, useBooleanFlagDetails, useStringFlagValue } from '@openfeature/react-sdk';
window.options = JSON.parse(decodeURIComponent(location.hash.slice(1)));
window.draws = 0;
function Shown() {
  const { value, reason } = useBooleanFlagDetails('banner', false);
  const copy = useStringFlagValue('copy', 'none');
  window.draws += 1;
  return h('p', null, 'banner ' + value + ' ' + reason + ' copy ' + copy);
}
export async function show(provider, context) {
  window.OpenFeature = OpenFeature;
  window.events = [];
  OpenFeature.addHandler('PROVIDER_CONFIGURATION_CHANGED', (details) => window.events.push(details.flagsChanged));
  await OpenFeature.setContext(context);
  OpenFeature.setProvider(provider);
  createRoot(document.getElementById('root')).render(
    h(OpenFeatureProvider, { suspendUntilReady: false }, h(Shown)));
}`;

const MODULES = {
  'react-page.js': REACT,
  'ofrep.js': `
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider';
import { show } from './react-page.js';
const { url, key, context } = JSON.parse(decodeURIComponent(location.hash.slice(1)));
show(new OFREPWebProvider({
  baseUrl: url,
  cacheMode: 'disabled',
  headers: [['Authorization', 'Bearer ' + key]],
}), context);`,
  'native.js': `
import { SluiceWebProvider } from '@sluice/sdk-browser/openfeature';
import { show } from './react-page.js';
const { url, key, context } = JSON.parse(decodeURIComponent(location.hash.slice(1)));
window.provider = new SluiceWebProvider({ url, key });
show(window.provider, context);`,
};

const PROJECT = '/api/v1/projects/genesis';

describe('OpenFeature’s React SDK in Chromium, on another origin than the server', () => {
  let server: RealServer;
  let browser: Browser;
  let site: Site;
  let page: Page;
  let answers: Response[];

  beforeAll(async () => {
    site = new Site({ '/ofrep': html('ofrep'), '/native': html('native') }, MODULES);
    await site.start();
    server = await new RealServer().start();
    browser = await launchChromium();
    for (const [key, type] of [
      ['banner', 'boolean'],
      ['unrelated', 'boolean'],
    ])
      await server.admin('POST', `${PROJECT}/flags`, { key, type, clientVisible: true });
    await server.admin('POST', `${PROJECT}/flags`, {
      key: 'copy',
      type: 'string',
      variants: { short: 'Buy', long: 'Buy it now' },
      clientVisible: true,
    });
    const path = '/flags/copy';
    const { version } = (await server.admin('GET', path)) as { version: number };
    await patch(path, version, {
      enabled: true,
      rules: [
        {
          conditions: [{ attribute: 'plan', operator: 'in', values: ['pro'] }],
          serve: { variant: 'long' },
        },
      ],
      fallthrough: { variant: 'short' },
    });
    await server.enable('banner');
    await server.disable('banner');
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await site?.stop();
  });

  beforeEach(async () => {
    page = await browser.newPage();
    answers = [];
    page.on('response', (response) => answers.push(response));
  });

  afterEach(async () => {
    await server.disable('banner');
    await page.close();
  });

  const patch = async (path: string, version: number, body: object): Promise<void> => {
    const url = `${server.url}${PROJECT}/environments/development${path}`;
    const headers = {
      authorization: `Bearer ${server.credentials.adminToken}`,
      'content-type': 'application/json',
      'if-match': `"${version}"`,
    };
    const answer = await fetch(url, { method: 'PATCH', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
  };

  const open = async (path: string): Promise<void> => {
    const key = server.credentials.keys.development?.client;
    const options = { url: server.url, key, context: { targetingKey: 'u1', plan: 'free' } };
    await page.goto(`${site.url}/${path}#${encodeURIComponent(JSON.stringify(options))}`);
  };

  const shows = (text: string) =>
    page.waitForFunction(`document.body.innerText.includes(${JSON.stringify(text)})`);

  const becomePro = () =>
    page.evaluate(`OpenFeature.setContext({ targetingKey: 'u2', plan: 'pro' })`);

  const statuses = () =>
    answers
      .filter((answer) => answer.url().includes('/ofrep/v1/evaluate/flags'))
      .map((answer) => answer.status());

  it('shows what OFREP answers, and a change on screen by its event stream', async () => {
    await open('ofrep');
    await shows('banner false DISABLED copy Buy');
    await server.enable('banner');
    // Enabled without rules: the fallthrough decides.
    await page.waitForFunction(`!document.body.innerText.includes('DISABLED')`);
    expect(answers.some((answer) => answer.url().includes('/ofrep/v1/events?ticket='))).toBe(true);
    expect(statuses()).not.toContain(401);
  });

  it('asks with the entity tag it could read, and is told that nothing changed', async () => {
    await open('ofrep');
    await shows('banner false DISABLED');
    const changed = page.waitForResponse(
      (response) => response.url().includes('/evaluate/flags') && response.status() === 304,
    );
    // For this page nothing is different: the answer for its context is the same.
    const { version } = (await server.admin('GET', '/flags/copy')) as { version: number };
    await patch('/flags/copy', version, {
      rules: [
        {
          conditions: [{ attribute: 'plan', operator: 'in', values: ['pro', 'team'] }],
          serve: { variant: 'long' },
        },
      ],
    });
    const answer = await changed;
    expect(answer.request().headers()['if-none-match']).toMatch(/^"[\w-]+"$/);
    await shows('banner false DISABLED copy Buy');
  });

  it('shows another context’s answers', async () => {
    await open('ofrep');
    await shows('copy Buy');
    await becomePro();
    await shows('copy Buy it now');
  });

  it('shows what our provider evaluates in the page, and draws again for changed flags only', async () => {
    await open('native');
    await shows('banner false DISABLED copy Buy');
    const draws = () => page.evaluate('draws');
    const told = () => page.evaluate('events.flat()');
    const tells = (times: number) =>
      page.waitForFunction(
        `events.flat().filter((key) => key === 'unrelated').length === ${times}`,
      );
    await server.enable('unrelated');
    await tells(1);
    const before = await draws();
    await server.disable('unrelated');
    await tells(2);
    expect(await draws()).toBe(before);
    await server.enable('banner');
    await page.waitForFunction(`!document.body.innerText.includes('DISABLED')`);
    expect(await told()).toEqual(expect.arrayContaining(['unrelated', 'banner']));
    expect(await draws()).toBeGreaterThan(Number(before));
    await becomePro();
    await shows('copy Buy it now');
  });
});
