import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, symlink } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FreezingDatabase } from '../../test/freezing-database.js';
import { createEmptyDatabase, type TestDatabase } from '../../test/test-database.js';
import { readConfig, type Config } from '../config/index.js';
import type { StartOutcome } from '../modules/first-start/index.js';
import { createLogger } from '../platform/logging/index.js';
import { fatalMessage } from './fatal-message.js';
import { startServer, type RunningServer } from './start-server.js';

/** When connections are ended whatever they do. */
const FORCED_MS = 10_000;
const ADMIN = 'test-admin-token-of-24-characters';
const seedDirectory = join(__dirname, '../../../../examples/genesis');

interface Started {
  readonly server: RunningServer;
  /** What `started` was told, in order. */
  readonly outcomes: StartOutcome[];
  /** Resolves with the next thing it is told. */
  readonly told: Promise<StartOutcome>;
}

describe('startServer', () => {
  let dataDir: string;
  let database: TestDatabase;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sluice-start-'));
    database = await createEmptyDatabase();
  });

  afterEach(async () => {
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const configWith = (environment: Record<string, string>): Config =>
    readConfig(
      { SLUICE_DATA_DIR: dataDir, LOG_LEVEL: 'silent', PORT: '0', ...environment },
      { workingDirectory: '/', terminal: false },
    );
  const start = async (environment: Record<string, string>, told = 1): Promise<Started> => {
    const config = configWith({ SLUICE_ADMIN_TOKEN: ADMIN, ...environment });
    const outcomes: StartOutcome[] = [];
    let tell: (outcome: StartOutcome) => void = () => undefined;
    const all = new Promise<StartOutcome>((resolve) => (tell = resolve));
    const server = await startServer(config, {
      logger: await createLogger(config),
      seedDirectory,
      started: (_url, outcome) => {
        if (outcomes.push(outcome) === told) tell(outcome);
      },
    });
    return { server, outcomes, told: all };
  };
  const read = (url: string, path: string) =>
    fetch(`${url}${path}`, { headers: { authorization: `Bearer ${ADMIN}` } });

  it('does not wait for connections that never asked anything', async () => {
    const { server } = await start({ DATABASE_URL: database.url });
    const { hostname, port } = new URL(server.url);
    const silent = connect(Number(port), hostname);
    await once(silent, 'connect');
    const began = performance.now();
    const closed = once(silent, 'close');
    await Promise.all([server.stop(), closed]);
    expect(performance.now() - began).toBeLessThan(FORCED_MS);
  });

  it('migrates an empty database, seeds it once, and keeps its secrets for the owner only', async () => {
    const environment = { DATABASE_URL: database.url, SLUICE_SEED: 'genesis' };
    const first = await start(environment);
    const { credentials, fresh, path } = await first.told;
    expect(fresh).toBe(true);
    expect(Object.keys(credentials?.keys ?? {})).toEqual(['development', 'staging', 'production']);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(credentials);
    const key = credentials?.keys.production?.server ?? '';
    const headers = { authorization: `Bearer ${key}` };
    const snapshot = await fetch(`${first.server.url}/sdk/v1/snapshot`, { headers });
    expect(snapshot.status).toBe(200);
    await first.server.stop();

    const second = await start(environment);
    const again = await second.told;
    expect(again.fresh).toBe(false);
    expect(again.credentials?.keys).toEqual(credentials?.keys);
    expect(again.credentials?.url).toBe(second.server.url);
    await second.server.stop();
  });

  it('creates nothing on the database of somebody else unless told to', async () => {
    const { server, told } = await start({ DATABASE_URL: database.url });
    expect(await told).toMatchObject({ credentials: null, fresh: false });
    const projects = await read(server.url, '/api/v1/projects');
    expect(await projects.json()).toEqual({ items: [], nextCursor: null });
    await server.stop();
  });

  it('ends once, however often it is told to', async () => {
    const { server } = await start({ DATABASE_URL: database.url });
    await Promise.all([server.stop(), server.stop()]);
    await expect(read(server.url, '/health')).rejects.toThrow('fetch failed');
  });

  it('listens while the database is away, and sets itself up when it comes', async () => {
    const target = new URL(database.url);
    const socket = target.searchParams.get('host') ?? '';
    const missing = new URL(database.url);
    missing.searchParams.set('host', join(dataDir, 'not-yet'));
    const { server, told } = await start({ DATABASE_URL: missing.href, SLUICE_SEED: 'none' }, 2);
    expect((await read(server.url, '/health')).status).toBe(200);
    const refused = await fetch(`${server.url}/api/v1/projects`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN}`, 'content-type': 'application/json' },
      body: '{"key":"a"}',
    });
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    await symlink(socket, join(dataDir, 'not-yet'));
    await told;
    expect((await read(server.url, '/api/v1/projects')).status).toBe(200);
    await server.stop();
  }, 60_000);

  describe('where the database answers no more', () => {
    let frozen: FreezingDatabase;
    beforeEach(async () => (frozen = await new FreezingDatabase(new URL(database.url)).open()));
    afterEach(() => frozen.close());

    it('ends all the same', async () => {
      const { server } = await start({ DATABASE_URL: frozen.url });
      frozen.freeze();
      await server.stop();
      await expect(read(server.url, '/health')).rejects.toThrow('fetch failed');
    }, 30_000);

    it('starts to listen all the same', async () => {
      frozen.freeze();
      const { server } = await start({ DATABASE_URL: frozen.url });
      expect((await read(server.url, '/health')).status).toBe(200);
      await server.stop();
    }, 30_000);
  });

  it('says in a sentence which address is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const failure = start({ DATABASE_URL: database.url, PORT: String(port) });
    const message = await failure.then(String, fatalMessage);
    expect(message).toBe(
      `sluice: 127.0.0.1:${port} is in use. Stop the program that listens there, or set PORT.`,
    );
    await new Promise((resolve) => other.close(resolve));
  });
});
