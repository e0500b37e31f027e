import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  removeDirectory,
  temporaryDirectory,
} from '../../../../test/embedded/temporary-directory.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';

const asRoot = process.getuid?.() === 0 ? it : it.skip;
const silent = () => undefined;

async function rows<Row>(url: string, sql: string): Promise<readonly Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row & Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function setting(url: string, name: string): Promise<string | undefined> {
  return (await rows<Record<string, string>>(url, `SHOW ${name}`))[0]?.[name];
}

function postmasterPid(dataDir: string): number {
  const file = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
  return Number(readFileSync(file, 'utf8').split('\n')[0]);
}

describe('startEmbeddedPostgres', () => {
  let dataDir: string;
  let running: EmbeddedPostgres | undefined;

  const start = async (options: { dataDir?: string; disposable?: boolean } = {}) => {
    running = await startEmbeddedPostgres({ dataDir, log: silent, disposable: true, ...options });
    return running;
  };
  const stop = async () => {
    await running?.stop();
    running = undefined;
  };

  beforeEach(() => {
    dataDir = temporaryDirectory();
  });
  afterEach(async () => {
    await stop();
    removeDirectory(dataDir);
  });

  it('serves a durable database through a socket only, and keeps the data', async () => {
    const { url } = await start({ disposable: false });
    expect(await setting(url, 'fsync')).toBe('on');
    expect(await setting(url, 'listen_addresses')).toBe('');
    expect(await setting(url, 'data_checksums')).toBe('on');
    await rows(url, `CREATE TABLE kept AS SELECT 'across restarts' AS note`);
    await stop();
    const again = await start({ disposable: false });
    expect(await rows(again.url, 'SELECT note FROM kept')).toEqual([{ note: 'across restarts' }]);
  });

  it('gives the connection as parts, too', async () => {
    const { connection } = await start();
    const client = new Client(connection);
    await client.connect();
    const { rows: found } = await client.query('SELECT current_database() AS name');
    await client.end();
    expect(found).toEqual([{ name: 'sluice' }]);
  });

  it('leaves neither process nor socket behind, and may be stopped twice', async () => {
    const postgres = await start();
    const pid = postmasterPid(dataDir);
    await Promise.all([postgres.stop(), postgres.stop()]);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(readdirSync(join(dataDir, 'postgres'))).toEqual(['cluster']);
  });

  it('keeps the data closed to everybody else', async () => {
    await start();
    const base = join(dataDir, 'postgres');
    for (const path of [base, ...readdirSync(base).map((name) => join(base, name))]) {
      expect(statSync(path).mode & 0o077).toBe(0);
    }
  });

  asRoot('runs as an unprivileged user when this process is root', async () => {
    await start();
    const status = readFileSync(`/proc/${postmasterPid(dataDir)}/status`, 'utf8');
    const [, uid, gid] = /^Uid:\t(\d+)[^]*^Gid:\t(\d+)/m.exec(status)!;
    expect(Number(uid)).toBeGreaterThan(0);
    expect(Number(gid)).toBeGreaterThan(0);
    expect(/^Groups:(.*)$/m.exec(status)?.[1]?.trim()).toBe('');
    expect(/^CapEff:\t0+$/m.test(status)).toBe(true);
  });

  asRoot('works below a directory that only root may enter', async () => {
    const closed = temporaryDirectory(0o700);
    const { url } = await start({ dataDir: join(closed, 'data') });
    expect(await rows(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await stop();
    const { url: again } = await start({ dataDir: join(closed, 'data') });
    expect(await rows(again, 'SELECT 2 AS two')).toEqual([{ two: 2 }]);
    await stop();
    removeDirectory(closed);
  });

  it('puts the socket elsewhere when the path is longer than a socket may have', async () => {
    const long = join(dataDir, 'x'.repeat(120), 'a, "quoted" name');
    const { url, connection } = await start({ dataDir: long });
    expect(Buffer.byteLength(connection.host)).toBeLessThan(90);
    expect(statSync(connection.host).mode & 0o077).toBe(0);
    expect(await rows(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await stop();
    expect(() => statSync(connection.host)).toThrow('ENOENT');
  });

  it('starts PostgreSQL again when it is killed', async () => {
    const { url } = await start();
    const pid = postmasterPid(dataDir);
    const lost = new Client({ connectionString: url });
    await lost.connect();
    const noticed = new Promise((resolve) => lost.on('error', resolve));
    process.kill(pid, 'SIGKILL');
    await noticed;
    const end = performance.now() + 20_000;
    let found: readonly unknown[] = [];
    while (found.length === 0 && performance.now() < end) {
      found = await rows(url, 'SELECT 1 AS one').catch(() => []);
    }
    expect(found).toEqual([{ one: 1 }]);
    expect(postmasterPid(dataDir)).not.toBe(pid);
  });

  it('says what is wrong when the data directory cannot be made', async () => {
    writeFileSync(join(dataDir, 'file'), '');
    const refused = start({ dataDir: join(dataDir, 'file') });
    await expect(refused).rejects.toThrow(/Cannot create the data directory .*file\/postgres/);
    await expect(refused).rejects.toThrow(/DATABASE_URL.*docker compose up/);
  });

  it('leaves a directory alone that holds something else', async () => {
    const { url } = await start();
    await rows(url, 'SELECT 1');
    await stop();
    const cluster = join(dataDir, 'postgres', 'cluster');
    removeDirectory(join(cluster, 'PG_VERSION'));
    await expect(start()).rejects.toThrow(/is not empty and holds no PostgreSQL cluster/);
    expect(readdirSync(cluster)).toContain('global');
  });
});
