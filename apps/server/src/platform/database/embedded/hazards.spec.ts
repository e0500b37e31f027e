import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { killHard, startServerProcess } from '../../../../test/embedded/server-process.js';
import {
  removeDirectory,
  temporaryDirectory,
} from '../../../../test/embedded/temporary-directory.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { binariesIn, findBinaries } from './find-binaries.js';
import { accountIn, chooseIdentity } from './privileges.js';
import { makeReachable } from './reachable-binaries.js';
import { runProgram } from './run-program.js';

const isRoot = process.getuid?.() === 0;
const asRoot = isRoot ? it : it.skip;

interface Message {
  readonly level: string;
  readonly text: string;
}

describe('the embedded database', () => {
  let dataDir: string;
  let messages: Message[];
  const children: ReturnType<typeof startServerProcess>[] = [];

  const base = () => join(dataDir, 'postgres');
  const pidFile = () => join(base(), 'cluster', 'postmaster.pid');
  const postmasterPid = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0]);
  const start = () =>
    startEmbeddedPostgres({
      dataDir,
      disposable: true,
      log: (level, text) => messages.push({ level, text }),
    });
  const server = (...args: Parameters<typeof startServerProcess>) => {
    const process = startServerProcess(...args);
    children.push(process);
    return process;
  };
  const query = async (url: string, sql: string) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(sql);
    await client.end();
    return rows as unknown[];
  };

  beforeEach(() => {
    dataDir = temporaryDirectory();
    messages = [];
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map(killHard));
    if (existsSync(pidFile())) process.kill(postmasterPid(), 'SIGQUIT');
    removeDirectory(dataDir);
  });

  it('survives a kill of its server: the orphan is stopped, the data is there', async () => {
    const first = server(dataDir);
    const report = await first.report();
    await query((report as { url: string }).url, `CREATE TABLE kept AS SELECT 7 AS value`);
    const orphan = postmasterPid();
    await killHard(first);
    expect(postmasterPid()).toBe(orphan);
    const second = await start();
    expect(await query(second.url, 'SELECT value FROM kept')).toEqual([{ value: 7 }]);
    expect(postmasterPid()).not.toBe(orphan);
    expect(messages.some(({ level, text }) => level === 'warn' && text.includes(`${orphan}`))).toBe(
      true,
    );
    await second.stop();
    expect(readdirSync(base())).toEqual(['cluster']);
  });

  it('survives a kill during its first initdb', async () => {
    mkdirSync(base());
    const drafts = watch(base());
    const first = server(dataDir);
    await once(drafts, 'change');
    drafts.close();
    await killHard(first);
    expect(existsSync(join(base(), 'cluster'))).toBe(false);
    const second = await start();
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await second.stop();
    expect(readdirSync(base())).toEqual(['cluster']);
  });

  it('refuses a second server on its directory, naming the first', async () => {
    const first = server(dataDir);
    const { url } = (await first.report()) as { url: string };
    await expect(start()).rejects.toThrow(
      new RegExp(`in use by another Sluice server, process ${first.child.pid}.*SLUICE_DATA_DIR`),
    );
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('ends with exactly one server when two start at once on an empty directory', async () => {
    const reports = await Promise.all([server(dataDir).report(), server(dataDir).report()]);
    expect(reports.filter((report) => 'url' in report)).toHaveLength(1);
    expect(reports.filter((report) => 'error' in report)).toHaveLength(1);
    const { url } = reports.find((report) => 'url' in report) as { url: string };
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('outlives the Ctrl-C that its server gets, until the server has drained', async () => {
    const first = server(dataDir);
    await first.report();
    const pid = postmasterPid();
    process.kill(-first.child.pid!, 'SIGINT');
    expect(await first.report()).toEqual({ lastQuery: 1 });
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(existsSync(pidFile())).toBe(false);
  });

  it('ends with a process that exits without stopping it', async () => {
    const first = server(dataDir);
    await first.report();
    const files = watch(join(base(), 'cluster'));
    const removed = new Promise<void>((resolve) => {
      files.on('change', () => {
        if (!existsSync(pidFile())) resolve();
      });
    });
    first.child.stdin?.write('exit\n');
    await removed;
    files.close();
    const second = await start();
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await second.stop();
  });

  it('is not kept from starting by a postmaster.pid whose number is another process now', async () => {
    await (await start()).stop();
    const user = await chooseIdentity(base());
    const stranger = spawn('sleep', ['60'], { ...user, stdio: 'ignore' });
    writeFileSync(
      pidFile(),
      `${stranger.pid}\n${base()}/cluster\n1\n5432\n/tmp/x\n\n  1 1\nready\n`,
    );
    if (user) chownSync(pidFile(), user.uid, user.gid);
    const second = await start();
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await second.stop();
    expect(stranger.exitCode).toBeNull();
    stranger.kill('SIGKILL');
  });

  it('removes sockets that earlier starts left', async () => {
    mkdirSync(join(base(), 'socket-abc123'), { recursive: true });
    writeFileSync(join(base(), 'socket-abc123', '.s.PGSQL.5432'), '');
    const running = await start();
    expect(existsSync(join(base(), 'socket-abc123'))).toBe(false);
    await running.stop();
  });

  asRoot('works for an ordinary user', async () => {
    const user = accountIn(readFileSync('/etc/passwd', 'utf8'), ['nobody'])!;
    mkdirSync(join(dataDir, 'theirs'));
    chownSync(join(dataDir, 'theirs'), user.uid, user.gid);
    dataDir = join(dataDir, 'theirs');
    const report = await server(dataDir, user).report();
    expect(report).toHaveProperty('url');
    expect(await query((report as { url: string }).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  asRoot('tells an ordinary user that the data is somebody else’s', async () => {
    await (await start()).stop();
    const report = await server(dataDir, { uid: 65534, gid: 65534 }).report();
    expect(report).toHaveProperty(
      'error',
      expect.stringMatching(/belongs to user \d+, and this is user 65534/),
    );
  });

  asRoot('runs from a copy where library links are missing and cannot be made', async () => {
    const { nativeDir } = await findBinaries();
    const packageDir = join(dataDir, `pg-unlinked-${process.pid}`);
    const filter = (path: string) => !lstatSync(path).isSymbolicLink();
    cpSync(nativeDir, join(packageDir, 'native'), { recursive: true, filter });
    const script = `import('${join(__dirname, '../../../../test/import-typescript.mjs')}')
      .then(({ importTypeScript }) => importTypeScript('apps/server/src/platform/database/embedded/reachable-binaries.ts'))
      .then(({ makeReachable }) => makeReachable({
        nativeDir: '${packageDir}/native', postgres: '${packageDir}/native/bin/postgres', initdb: '' }))
      .then(({ postgres }) => console.log(postgres))`;
    const surroundings = { cwd: process.cwd(), identity: { uid: 65534, gid: 65534 } };
    const { output } = await runProgram(process.execPath, ['-e', script], surroundings);
    const copied = output.trim();
    expect(copied).toMatch(/\/sluice-postgres-pg-unlinked-.*\/native\/bin\/postgres$/);
    expect(copied.startsWith(packageDir)).toBe(false);
    expect(await runProgram(copied, ['--version'], surroundings)).toMatchObject({ exitCode: 0 });
    removeDirectory(join(dirname(copied), '..', '..'));
  });

  asRoot('runs from a copy of binaries that lie below a closed directory', async () => {
    const closed = temporaryDirectory(0o700);
    const { nativeDir } = await findBinaries();
    const packageDir = join(closed, `pg-${process.pid}`);
    cpSync(nativeDir, join(packageDir, 'native'), { recursive: true, verbatimSymlinks: true });
    const identity = { uid: 65534, gid: 65534 };
    const binaries = await makeReachable(binariesIn(join(packageDir, 'native')), identity);
    const copyDir = dirname(binaries.nativeDir);
    try {
      expect(copyDir.startsWith(closed)).toBe(false);
      const surroundings = { cwd: '/', identity };
      expect(await runProgram(binaries.postgres, ['--version'], surroundings)).toMatchObject({
        exitCode: 0,
      });
      expect(await runProgram(binaries.initdb, ['--version'], surroundings)).toMatchObject({
        exitCode: 0,
      });
      chmodSync(copyDir, 0o777);
      await expect(makeReachable(binariesIn(join(packageDir, 'native')), identity)).rejects.toThrow(
        /does not belong to this user alone/,
      );
    } finally {
      removeDirectory(copyDir);
      removeDirectory(closed);
    }
  });
});
