import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { aFlag, aSnapshot, ModelServer } from '@sluice/sdk-core/testing';
import { FixtureServer } from '../../sdk-node/test/fixture-server.js';
import { launchChromium, Site } from './browser.js';

const KEY = 'slu_cli_fixture';
const VECTORS = JSON.parse(
  readFileSync(join(__dirname, '../../evaluator/test/vectors/evaluation-v1.json'), 'utf8'),
) as Vectors;

interface Vectors {
  readonly evaluations: readonly {
    readonly snapshot: object;
    readonly local?: object;
    readonly cases: readonly {
      readonly key: string;
      readonly context: object;
      readonly now: number;
      readonly expect: object;
      readonly isEnabled: boolean;
    }[];
  }[];
  readonly conditions: readonly {
    readonly condition: object;
    readonly context: object;
    readonly segments: object;
    readonly now: number;
    readonly matches: boolean;
  }[];
}

const PAGE = '<!doctype html><script type="module" src="/main.js"></script>';
const MAIN = `
import { createClient } from '@sluice/sdk-browser';
window.createClient = createClient;
const clock = Date.now;
/** Everything that the first load answers otherwise than the vectors. */
window.differences = async (evaluations) => {
  const different = [];
  for (const { snapshot, cases } of evaluations) {
    const frame = { epoch: 'e', project: 'p', environment: 'v', segments: {}, flags: {}, ...snapshot };
    const options = { url: location.origin + '/nowhere', key: '${KEY}', cache: false };
    const client = createClient({ ...options, bootstrap: frame });
    while (client.revision === null) await new Promise((resolve) => setTimeout(resolve, 1));
    for (const { key, context, now, expect, isEnabled } of cases) {
      Date.now = () => now;
      const detail = client.detail(key, context);
      const sorted = (value) => JSON.stringify(value, (_, part) =>
        part && typeof part === 'object' && !Array.isArray(part)
          ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part);
      if (sorted(detail) !== sorted(expect) || client.isEnabled(key, context) !== isEnabled)
        different.push({ key, context, now, detail, expect });
      Date.now = clock;
    }
    await client.close();
  }
  return different;
};
`;

interface Page {
  differences(evaluations: Vectors['evaluations']): Promise<unknown[]>;
  createClient(options: object): {
    state: string;
    revision: number;
    isEnabled(key: string): boolean;
  };
  client: { state: string; revision: number };
}

/** A condition as the only rule of a flag. */
function asEvaluation(entry: Vectors['conditions'][number]): Vectors['evaluations'][number] {
  const flag = aFlag('f', 1, {
    rules: [{ id: 'r', conditions: [entry.condition as never], serve: { variant: 'on' } }],
    fallthrough: { variant: 'off' },
  });
  const { context, now, matches } = entry;
  const expected = matches
    ? {
        flag: 'f',
        reason: 'TARGETING_MATCH',
        ruleId: 'r',
        ruleIndex: 0,
        variant: 'on',
        value: true,
      }
    : { flag: 'f', reason: 'DEFAULT', variant: 'off', value: false };
  const snapshot = aSnapshot([flag], { segments: entry.segments as never });
  return { snapshot, cases: [{ key: 'f', context, now, expect: expected, isEnabled: matches }] };
}

describe('the built browser SDK', () => {
  let browser: Browser;
  let site: Site;

  beforeAll(async () => {
    site = await new Site({ '/': PAGE }, { 'main.js': MAIN }).start();
    browser = await launchChromium(['--disable-web-security']);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  it('answers the golden vectors from its first load, operators included that it loads later', async () => {
    const page = await browser.newPage();
    await page.route('**/run-engine*', (route) => route.abort());
    await page.goto(site.url);
    const framed = VECTORS.evaluations.filter(
      ({ local, snapshot }) =>
        local === undefined && Object.values(snapshot).every((part) => part !== null),
    );
    const asked = [...framed, ...VECTORS.conditions.map(asEvaluation)];
    expect(framed.length).toBeGreaterThan(10);
    const different = await page.evaluate(
      (evaluations) => (window as unknown as Page).differences(evaluations),
      asked,
    );
    expect(different).toEqual([]);
  });

  it('holds no more memory after 10,000 changes than after 1,000', async () => {
    const server = new FixtureServer(new ModelServer(aSnapshot([aFlag('a', 1)])));
    server.keys.add(KEY);
    await server.start();
    try {
      const page = await browser.newPage();
      await page.goto(site.url);
      await page.evaluate(
        (options) => {
          const own = window as unknown as Page;
          own.client = own.createClient(options);
        },
        { url: server.url, key: KEY },
      );
      const debug = await page.context().newCDPSession(page);
      const change = async (count: number): Promise<number> => {
        for (let i = 0; i < count; i++)
          server.commit((version) => ({ put: aFlag('a', version, { enabled: i % 2 === 0 }) }));
        await page.waitForFunction(
          (wanted) => (window as unknown as Page).client.revision === wanted,
          server.model.snapshot.revision,
        );
        await debug.send('HeapProfiler.collectGarbage');
        return (await debug.send('Runtime.getHeapUsage')).usedSize;
      };
      await page.waitForFunction(() => (window as unknown as Page).client.state === 'live');
      const before = await change(1_000);
      const after = await change(10_000);
      expect(after - before).toBeLessThan(300_000);
    } finally {
      await server.stop();
    }
  });
});
