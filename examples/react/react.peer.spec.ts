import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, ConsoleMessage, Page } from 'playwright-core';
import { launchChromium } from '../../packages/sdk-browser/test/browser.js';
import { freePort } from '../testing/paste.js';
import { startAsPeopleDo, type StartedServer } from '../testing/start-as-people-do.js';

const SERVE = join(__dirname, 'serve.mjs');

let directory: string;
let server: StartedServer;
let browser: Browser;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-react-'));
  server = await startAsPeopleDo(directory, await freePort());
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  rmSync(directory, { recursive: true, force: true, maxRetries: 20 });
});

async function setFlag(key: string, change: object): Promise<void> {
  const { url, adminToken } = JSON.parse(
    readFileSync(join(directory, 'credentials.json'), 'utf8'),
  ) as { url: string; adminToken: string };
  const path = `${url}/api/v1/projects/genesis/environments/development/flags/${key}`;
  const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' };
  const { version } = (await (await fetch(path, { headers })).json()) as { version: number };
  const answer = await fetch(path, {
    method: 'PATCH',
    headers: { ...headers, 'if-match': `"${version}"` },
    body: JSON.stringify(change),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

it('says what to do where no server answers', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'sluice-react-'));
  const keys = { development: { client: 'slu_cli_nobody' } };
  const known = { url: `http://127.0.0.1:${await freePort()}`, adminToken: 'none', keys };
  writeFileSync(join(elsewhere, 'credentials.json'), JSON.stringify(known));
  const env = { ...process.env, SLUICE_DATA_DIR: elsewhere };
  const { status, stderr } = spawnSync(process.execPath, [SERVE], { env, encoding: 'utf8' });
  rmSync(elsewhere, { recursive: true });
  expect(stderr.trim()).toMatch(/^http:\S+ .*ECONNREFUSED.*Is npm start running there\?$/);
  expect(status).toBe(1);
});

describe.each(['19', '18'])('the example on React %s', (react) => {
  let example: ChildProcess;
  let url: string;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    const env = { ...process.env, SLUICE_DATA_DIR: directory, PORT: '0', REACT: react };
    example = spawn(process.execPath, [SERVE], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    url = await new Promise((resolve, reject) => {
      example.stdout!.setEncoding('utf8').on('data', (text: string) => {
        const match = /http:\S+/.exec(text);
        if (match !== null) resolve(match[0]);
      });
      example.once('exit', (code) => reject(new Error(`the example ended with ${code}`)));
    });
    page = await browser.newPage();
    page.on('console', (message: ConsoleMessage) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await setFlag('example-banner', { enabled: false });
    await setFlag('example-button', { enabled: true, fallthrough: { variant: 'polite' } });
  });

  afterAll(async () => {
    await page.close();
    const exited = once(example, 'exit');
    example.kill('SIGTERM');
    await exited;
  });

  it('shows what the server rendered, before any script ran', async () => {
    const html = await (await fetch(url)).text();
    expect(html).toContain('<button id="buy">Buy</button>');
  });

  it('goes on from there, and shows a change of a flag without a reload', async () => {
    await page.goto(url);
    await page.waitForFunction(() => document.getElementById('buy')?.innerText === 'Buy, please');
    await setFlag('example-button', { fallthrough: { variant: 'plain' } });
    await page.waitForFunction(() => document.getElementById('buy')?.innerText === 'Buy');
    await setFlag('example-banner', { enabled: true, fallthrough: { variant: 'on' } });
    await page.waitForSelector('#banner');
  });

  it('asks again when another user is chosen, and fetches nothing for it', async () => {
    await setFlag('example-button', {
      targets: [{ ids: ['grace'], variant: 'polite' }],
      fallthrough: { variant: 'plain' },
    });
    await page.waitForFunction(() => document.getElementById('buy')?.innerText === 'Buy');
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.selectOption('select', 'grace');
    expect(await page.innerText('#buy')).toBe('Buy, please');
    expect(await page.innerText('#why')).toContain('TARGET');
    expect(requests.filter((one) => one.includes('/snapshot'))).toEqual([]);
    await setFlag('example-button', { targets: [] });
  });

  it('outlives an address that makes no sense', async () => {
    const { port } = new URL(url);
    const status = await new Promise((resolve, reject) => {
      get({ port, host: '127.0.0.1', path: '//' }, ({ statusCode }) => resolve(statusCode)).once(
        'error',
        reject,
      );
    });
    expect([status, (await fetch(url)).status]).toEqual([400, 200]);
  });

  it('made neither React nor the content security policy complain', () => {
    expect(complaints).toEqual([]);
  });
});
