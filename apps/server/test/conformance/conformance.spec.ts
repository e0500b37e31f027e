import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestApp, type TestApp } from '../test-app.js';
import { DECIDED_OTHERWISE, DEVIATIONS } from './deviations.js';
import { FURTHER } from './further/flag-sets.js';
import type { NeutralCase, NeutralSuite } from './neutral-model.js';
import {
  createPlace,
  untilServed,
  writeSuite,
  type ConformancePlace,
  type WrittenSuite,
} from './suite-writer.js';
import { differenceOf, typedAnswer } from './typed-answer.js';

const EXAMPLES = join(__dirname, '../../../../../shared/conformance/examples');
const TRIED = ['portable', 'choice'];
const DECIDED = new Set(Object.values(DEVIATIONS).flat());

const files = existsSync(EXAMPLES)
  ? readdirSync(EXAMPLES).filter((name) => name.endsWith('.json'))
  : [];
if (files.length === 0) {
  process.stderr.write(`conformance: skipped, there are no cases at ${EXAMPLES}\n`);
}

interface Findings {
  readonly tried: number;
  /** Cases answered otherwise that nothing decides so. */
  readonly surprising: readonly string[];
  /** Ids of all cases answered otherwise. */
  readonly differing: readonly string[];
}

describe('cases of other systems', () => {
  let server: TestApp;

  beforeAll(async () => {
    server = await startTestApp({ SLUICE_RATE_LIMIT: '1000000', SLUICE_SDK_RATE_LIMIT: '1000000' });
  });

  afterAll(() => server.close());

  const write = async (
    suites: readonly NeutralSuite[],
    place: ConformancePlace,
  ): Promise<WrittenSuite[]> => {
    const written: WrittenSuite[] = [];
    for (const [index, suite] of suites.entries()) {
      written.push(await writeSuite(server, place, suite, index));
    }
    await untilServed(server, place, Math.max(...written.map(({ revision }) => revision)));
    return written;
  };

  const ask = async (place: ConformancePlace, written: WrittenSuite, asked: NeutralCase) => {
    const { names } = written.converter;
    const path = `/ofrep/v1/evaluate/flags/${encodeURIComponent(names.flag(asked.flag))}`;
    const body = { context: asked.context };
    const answer = await server.call('POST', path, { token: place.secret, body });
    const flag = written.suite.flagset.flags[asked.flag];
    const { variant } = asked.expect;
    const named = variant !== undefined && flag ? names.variant(flag, variant) : variant;
    const difference = differenceOf(typedAnswer(answer, asked, flag), asked, named ?? undefined);
    if (difference === null) return null;
    const refusal = written.refused.get(asked.flag);
    return refusal === undefined ? difference : `${difference}; not saved: ${refusal}`;
  };

  const findings = async (suites: readonly NeutralSuite[], name: string): Promise<Findings> => {
    const place = await createPlace(server, name);
    const surprising: string[] = [];
    const differing: string[] = [];
    let tried = 0;
    for (const written of await write(suites, place)) {
      for (const asked of written.suite.cases.filter((one) => TRIED.includes(one.class))) {
        tried += 1;
        const difference = await ask(place, written, asked);
        if (difference === null) continue;
        differing.push(asked.id);
        const decided = asked.needs.some((need) => DECIDED_OTHERWISE.has(need));
        if (asked.class === 'portable' || !decided) surprising.push(difference);
      }
    }
    return { tried, surprising, differing };
  };

  (files.length === 0 ? it.skip.each(['the vendors']) : it.each(files))(
    'of %s get the expected answer, but for those our rules decide otherwise',
    async (file) => {
      const { suites } = JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8')) as {
        suites: NeutralSuite[];
      };
      const name = file.replace(/\W.*$/, '').toLowerCase();
      const { tried, surprising, differing } = await findings(suites, name);
      expect(tried).toBeGreaterThan(0);
      expect(surprising).toEqual([]);
      const ids = new Set(suites.flatMap(({ cases }) => cases.map(({ id }) => id)));
      expect(differing).toEqual(expect.arrayContaining([...DECIDED].filter((id) => ids.has(id))));
    },
    300_000,
  );

  it('of our own, about what theirs leave out, get the expected answer', async () => {
    const { tried, surprising } = await findings(FURTHER, 'further');
    expect(tried).toBeGreaterThan(300);
    expect(surprising).toEqual([]);
  }, 300_000);
});
