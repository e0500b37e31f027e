import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandsOf, freePort, runBash } from './testing/paste.js';
import { startAsPeopleDo, type StartedServer } from './testing/start-as-people-do.js';

const ROOT = join(__dirname, '..');
const TIMEOUT_MS = 180_000;

interface Credentials {
  readonly url: string;
  readonly adminToken: string;
  readonly keys: Readonly<Record<string, { readonly server: string; readonly client: string }>>;
}

let directory: string;
let server: StartedServer;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sluice-tour-'));
  server = await startAsPeopleDo(join(directory, '.sluice'), await freePort());
}, TIMEOUT_MS);

afterAll(async () => {
  await server.stop();
  await rm(directory, { recursive: true, force: true, maxRetries: 20 });
}, TIMEOUT_MS);

const credentialsPath = (): string => join(directory, '.sluice/credentials.json');
const credentials = async (): Promise<Credentials> =>
  JSON.parse(await readFile(credentialsPath(), 'utf8')) as Credentials;

/** Commands of a document, with the addresses and the data directory of this test. */
async function pasted(document: string, servicePort: number): Promise<string> {
  const commands = await commandsOf(join(ROOT, document));
  return commands
    .replaceAll('./.sluice/credentials.json', credentialsPath())
    .replaceAll('127.0.0.1:4400', `127.0.0.1:${server.port}`)
    .replaceAll('127.0.0.1:4500', `127.0.0.1:${servicePort}`);
}

it('the first start prints what it keeps for its owner alone', async () => {
  const { url, adminToken, keys } = await credentials();
  expect(url).toBe(`http://127.0.0.1:${server.port}`);
  expect(server.output()).toContain(`Sluice listens on ${url}`);
  expect(Object.keys(keys)).toEqual(['development', 'staging', 'production']);
  const secrets = [
    adminToken,
    ...Object.values(keys).flatMap((pair) => [pair.server, pair.client]),
  ];
  for (const secret of secrets) expect(server.output()).toContain(secret);
  expect((await stat(credentialsPath())).mode & 0o777).toBe(0o600);
});

it(
  'the tour of the README works by copy and paste',
  async () => {
    const servicePort = await freePort();
    const script = await pasted('README.md', servicePort);
    const output = await runBash(script, {
      cwd: ROOT,
      environment: { PORT: String(servicePort), SLUICE_DATA_DIR: join(directory, '.sluice') },
      // What the comment behind each question to the service promises.
      promises: {
        'phase 3': '"pipeline":"phase 3"',
        'phase 4': '"pipeline":"phase 4"',
        'mode: shutdown': '"mode":"shutdown"',
      },
    });
    expect(output).toContain('"decisions":"language model"');
    expect(output).toContain('started at 25 %');
    expect(output).toMatch(/falls on 11\.\d+ %/);
    expect(output).not.toMatch(/^error/m);
  },
  TIMEOUT_MS,
);

it(
  'the quickstart works by copy and paste',
  async () => {
    // Below the repository, so that the SDK is found.
    const cwd = await mkdtemp(join(ROOT, 'examples/.quickstart-'));
    try {
      const script = await pasted('docs/quickstart.md', 0);
      const output = await runBash(script, { cwd, environment: {}, promises: {} });
      expect(output).not.toContain('"code":');
      const [before, after] = [...output.matchAll(/staff: (\w+)\nusers: (\d+)/g)];
      expect(before![1]).toBe('true');
      // Six standard deviations around a tenth of 10,000.
      expect(Math.abs(Number(before![2]) - 1_000)).toBeLessThan(180);
      expect(after!.slice(1)).toEqual(['false', '0']);
    } finally {
      await rm(cwd, { recursive: true, force: true });
    }
  },
  TIMEOUT_MS,
);

it(
  'a second start shows no secret and knows everything',
  async () => {
    const before = await credentials();
    expect(await server.stop()).toBe(0);
    server = await startAsPeopleDo(join(directory, '.sluice'), server.port);
    expect(server.output()).not.toContain('slu_');
    expect(await credentials()).toEqual(before);
    const response = await fetch(`${before.url}/api/v1/projects`, {
      headers: { authorization: `Bearer ${before.adminToken}` },
    });
    const { items } = (await response.json()) as { items: { key: string }[] };
    expect(items.map(({ key }) => key)).toEqual(['genesis', 'shop']);
  },
  TIMEOUT_MS,
);
