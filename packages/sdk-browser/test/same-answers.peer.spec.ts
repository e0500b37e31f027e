import type { Browser, Page } from 'playwright-core';
import { createClient as createNodeClient } from '../../sdk-node/src/index.js';
import { RealServer } from '../../sdk-node/test/real-server.js';
import { until } from '../../sdk-node/test/until.js';
import { createClient } from '../src/index.js';
import { launchChromium, Site } from './browser.js';
import { RandomQuestions } from './random-questions.js';

const FLAGS = 40;
const CONTEXTS = 50;
const QUIET = { info: () => {}, warn: () => {}, error: () => {} };
const PAGE = '<!doctype html><script type="module" src="/main.js"></script>';
const MAIN = `
import { createClient } from '@sluice/sdk-browser';
window.answers = async (options, contexts) => {
  const client = createClient(options);
  await client.ready();
  const answers = contexts.map((context) => client.all(context));
  await client.close();
  return answers;
};
`;

/** What every way of asking has in common. */
interface Detail {
  readonly flag?: string;
  readonly key?: string;
  readonly variant?: string;
  readonly value?: unknown;
  readonly reason?: string;
  readonly errorCode?: string;
  readonly metadata?: { readonly sluiceReason?: string };
}

/** One answer as text: an error by its code (OFREP leaves the value to its caller), else variant, value, reason. */
function comparable(detail: Detail | undefined): string {
  if (detail === undefined) return 'nothing';
  const { variant, value, metadata, errorCode } = detail;
  if (errorCode !== undefined) return errorCode;
  return JSON.stringify([variant, value, metadata?.sluiceReason ?? detail.reason]);
}

describe('2,000 random questions, asked in every way there is', () => {
  const questions = new RandomQuestions(20_261_121);
  const flags = questions.flags(FLAGS);
  const keys = flags.map(({ definition }) => definition.key);
  const contexts = Array.from({ length: CONTEXTS }, () => questions.context());
  let server: RealServer;
  let browser: Browser;
  let site: Site;
  let expected: string[];
  const clientKey = () => server.credentials.keys.development!.client;
  const flatten = (answers: readonly Readonly<Record<string, Detail>>[]) =>
    answers.flatMap((answer) => keys.map((key) => comparable(answer[key])));

  beforeAll(async () => {
    site = await new Site({ '/': PAGE }, { 'main.js': MAIN }).start();
    server = await new RealServer().start();
    browser = await launchChromium();
    const node = createNodeClient({ url: server.url, key: server.key, logger: QUIET });
    await node.ready();
    const last = node.revision! + 2 * FLAGS;
    for (const { definition, settings } of flags) {
      await server.admin('POST', '/api/v1/projects/genesis/flags', definition);
      await server.admin('PATCH', `/flags/${definition.key}`, settings, 1);
    }
    await until('every flag as it was set', () => node.revision === last);
    expected = flatten(contexts.map((context) => node.all(context)));
    await node.close();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await site?.stop();
  });

  async function ask(path: string, token: string, body: object): Promise<Detail[]> {
    const response = await fetch(server.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Detail & Record<'flags' | 'details', Detail[]>;
    return answer.flags ?? answer.details ?? [answer];
  }

  const byKey = (details: readonly Detail[]): Record<string, Detail> =>
    Object.fromEntries(details.map((detail) => [detail.flag ?? detail.key!, detail]));

  it('asks about every kind of decision', () => {
    const decisions = [
      'TARGETING_MATCH',
      'SPLIT',
      'STATIC',
      'DEFAULT',
      'DISABLED',
      'PREREQUISITE_FAILED',
    ];
    expect(expected).toHaveLength(FLAGS * CONTEXTS);
    for (const reason of [...decisions, 'TARGETING_KEY_MISSING'])
      expect(expected.some((answer) => answer.includes(reason))).toBe(true);
  });

  it('has the same answers from the browser SDK in Node', async () => {
    const options = { url: server.url, key: clientKey(), stream: false, logger: QUIET };
    const client = createClient(options);
    await client.ready();
    expect(flatten(contexts.map((context) => client.all(context)))).toEqual(expected);
    await client.close();
  });

  it('has the same answers from the browser SDK in Chromium', async () => {
    const page: Page = await browser.newPage();
    await page.goto(site.url);
    await page.waitForFunction(() => 'answers' in window);
    const answers = await page.evaluate(
      ([options, asked]) =>
        (window as unknown as { answers(o: unknown, c: unknown): Promise<never> }).answers(
          options,
          asked,
        ),
      [{ url: server.url, key: clientKey() }, contexts] as const,
    );
    expect(flatten(answers)).toEqual(expected);
  });

  it.each(['server', 'client'] as const)(
    'has the same answers from OFREP in bulk under a %s key',
    async (kind) => {
      const answers = [];
      for (const context of contexts) {
        const token = server.credentials.keys.development![kind];
        answers.push(byKey(await ask('/ofrep/v1/evaluate/flags', token, { context })));
      }
      expect(flatten(answers)).toEqual(expected);
    },
  );

  it('has the same answers from OFREP one by one', async () => {
    const answers = [];
    for (const context of contexts) {
      const one = (key: string) => ask(`/ofrep/v1/evaluate/flags/${key}`, clientKey(), { context });
      answers.push(byKey((await Promise.all(keys.map(one))).flat()));
    }
    expect(flatten(answers)).toEqual(expected);
  });

  it('has the same answers from the admin API', async () => {
    const path = '/api/v1/projects/genesis/environments/development/evaluate';
    const answers = [];
    for (const context of contexts)
      answers.push(byKey(await ask(path, server.credentials.adminToken, { context })));
    expect(flatten(answers)).toEqual(expected);
  });
});
