import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestApp, type TestApp } from '../test-app.js';
import { DEVIATIONS } from './deviations.js';
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

(files.length === 0 ? describe.skip : describe)('cases of other systems', () => {
  let server: TestApp;

  beforeAll(async () => {
    server = await startTestApp({ SLUICE_RATE_LIMIT: '1000000', SLUICE_SDK_RATE_LIMIT: '1000000' });
  });

  afterAll(() => server.close());

  const write = async (file: string, place: ConformancePlace): Promise<WrittenSuite[]> => {
    const text = readFileSync(join(EXAMPLES, file), 'utf8');
    const { suites } = JSON.parse(text) as { suites: NeutralSuite[] };
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
    const difference = differenceOf(typedAnswer(answer, asked), asked, named ?? undefined);
    if (difference === null) return null;
    const refusal = written.refused.get(asked.flag);
    return refusal === undefined ? difference : `${difference}; not saved: ${refusal}`;
  };

  it.each(files)(
    'of %s get the expected answer, but for those our rules decide otherwise',
    async (file) => {
      const place = await createPlace(server, file.replace(/\W.*$/, '').toLowerCase());
      const surprising: string[] = [];
      const differing: string[] = [];
      let tried = 0;
      for (const written of await write(file, place)) {
        for (const asked of written.suite.cases.filter((one) => TRIED.includes(one.class))) {
          tried += 1;
          const difference = await ask(place, written, asked);
          if (difference === null) continue;
          differing.push(asked.id);
          if (asked.class === 'portable' || !DECIDED.has(asked.id)) surprising.push(difference);
        }
      }
      expect(tried).toBeGreaterThan(0);
      expect(surprising).toEqual([]);
      const { suites } = JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8')) as {
        suites: NeutralSuite[];
      };
      const ids = new Set(suites.flatMap(({ cases }) => cases.map(({ id }) => id)));
      expect(differing).toEqual([...DECIDED].filter((id) => ids.has(id)));
    },
    300_000,
  );
});
