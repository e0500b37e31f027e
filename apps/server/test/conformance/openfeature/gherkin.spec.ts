import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestApp, type TestApp } from '../../test-app.js';
import { untilServed } from '../suite-writer.js';
import { LEVELS, type Face } from './face.js';
import { FEATURES, scenariosOf, type Scenario } from './scenarios.js';
import { ServerFace } from './server-face.js';
import {
  CONTEXT_AWARE,
  convertSpecificationFlag,
  type SpecificationFlag,
} from './specification-flags.js';
import { Stage } from './stage.js';
import { PageSocket } from './page-socket.js';
import { playScenario } from './play-scenario.js';
import { WebFace } from './web-face.js';

const FILES = [
  'evaluation.feature',
  'evaluation_v2.feature',
  'hooks.feature',
  'metadata.feature',
  'contextMerging.feature',
];
/** Of providers that remember answers; ours evaluates anew each time. */
const OTHERS = '@reason-codes-cached';

const present = existsSync(FEATURES);
if (!present) {
  process.stderr.write(`OpenFeature’s features: skipped, there are none at ${FEATURES}\n`);
}

/** Whether an SDK has the levels of context that a scenario speaks of. */
function suits({ steps, tags }: Scenario, levels: readonly string[]): boolean {
  if (tags.includes(OTHERS)) return false;
  const told = steps.map(({ text }) => text).join('\n');
  return LEVELS.every((level) => levels.includes(level) || !told.includes(`"${level}" level`));
}

// A file without a test counts as a failure, and so does a group with hooks and without one.
if (present) describe('the features of OpenFeature’s specification', tellFeatures);
else it.skip('the features of OpenFeature’s specification are not here', () => undefined);

function tellFeatures(): void {
  let server: TestApp;
  const keys = { server: '', client: '' };

  const send = async (method: string, path: string, body: object): Promise<never> => {
    const headers = method === 'PATCH' ? { 'if-match': '"1"' } : {};
    const answer = await server.call(method, path, { body, headers });
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return { ...(answer.body as object), revision: answer.headers.get('sluice-revision') } as never;
  };

  beforeAll(async () => {
    Object.assign(globalThis, { WebSocket: PageSocket });
    server = await startTestApp({ SLUICE_SDK_RATE_LIMIT: '1000000' });
    const environment = '/api/v1/projects/spec/environments/test';
    await send('POST', '/api/v1/projects', { key: 'spec' });
    await send('POST', '/api/v1/projects/spec/environments', { key: 'test' });
    const text = readFileSync(join(FEATURES, 'test-flags.json'), 'utf8');
    const flags = JSON.parse(text) as Record<string, SpecificationFlag>;
    let revision = 0;
    for (const [key, flag] of Object.entries({ ...flags, 'context-aware': CONTEXT_AWARE })) {
      const { definition, config } = convertSpecificationFlag(key, flag);
      await send('POST', '/api/v1/projects/spec/flags', definition);
      const path = `${environment}/flags/${key}`;
      ({ revision } = await send('PATCH', path, config));
    }
    for (const kind of ['server', 'client'] as const) {
      const { secret }: { secret: string } = await send('POST', `${environment}/keys`, {
        kind,
        name: kind,
      });
      keys[kind] = secret;
      await untilServed(server, { secret }, Number(revision));
    }
  });

  afterAll(() => server.close());

  describe.each(['server', 'client'] as const)('with the provider for a %s', (kind) => {
    const levels = kind === 'server' ? LEVELS : ['API'];
    let stage: Stage;
    let face: Face;
    let count = 0;

    beforeEach(() => {
      stage = new Stage(server.origin, keys[kind]);
      const domain = `${kind}-${count++}`;
      face = kind === 'server' ? new ServerFace(stage, domain) : new WebFace(stage, domain);
    });

    afterEach(async () => {
      await face.close();
      await stage.close();
    });

    describe.each(FILES)('%s', (file) => {
      const all = scenariosOf(file);
      const suiting = all.filter((scenario) => suits(scenario, levels));
      for (const scenario of suiting) {
        it(scenario.title, () => playScenario(scenario, face));
      }
      for (const { title } of all.filter((one) => !suiting.includes(one)))
        it.skip(title, () => undefined);
    });
  });
}
