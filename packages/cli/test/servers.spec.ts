import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { runTestCli, startCliFixture, type CliFixture, type Run } from './cli-fixture.js';

describe('which server is used', () => {
  let fixture: CliFixture;
  const bare = (argv: readonly string[], options = {}): Promise<Run> =>
    runTestCli(fixture.home, argv, options);
  const kept = (): string => join(fixture.home, '.config/sluice/credentials.json');

  beforeAll(async () => {
    fixture = await startCliFixture();
  });

  afterAll(() => fixture.close());

  it('says what to do where there is none', async () => {
    const { code, stderr } = await bare(['flags', 'list']);
    expect(code).toBe(2);
    expect(stderr).toContain('npm start');
  });

  it('finds the server that was started in a folder above, without any configuration', async () => {
    const folder = join(fixture.home, 'work');
    await mkdir(join(folder, '.sluice'), { recursive: true });
    await mkdir(join(folder, 'deep/down'), { recursive: true });
    const file = join(folder, '.sluice/credentials.json');
    const content = { url: fixture.app.origin, adminToken: fixture.app.token, keys: {} };
    await writeFile(file, JSON.stringify(content), { mode: 0o600 });
    const { code, stdout } = await bare(['whoami'], { cwd: join(folder, 'deep/down') });
    expect(code).toBe(0);
    expect(stdout).toContain(`from\t${file}\n`);
  });

  it('does not send SLUICE_TOKEN to an address that came with something else', async () => {
    const options = { cwd: join(fixture.home, 'work'), env: { SLUICE_TOKEN: fixture.app.token } };
    expect(await bare(['whoami'], options)).toMatchObject({ code: 2, stdout: '' });
  });

  it('logs in with a token from stdin, keeps it for its owner only, and forgets it again', async () => {
    const login = await bare(
      [
        'login',
        '--url',
        `${fixture.app.origin}/`,
        '--token-stdin',
        '--profile',
        'prod',
        '--env',
        'staging',
      ],
      { stdin: `${fixture.app.token}\n` },
    );
    expect(login.code).toBe(0);
    expect(login.stdout + login.stderr).not.toContain(fixture.app.token);
    expect((await stat(kept())).mode & 0o777).toBe(0o600);
    expect((await stat(join(kept(), '..'))).mode & 0o777).toBe(0o700);
    const who = await bare(['whoami']);
    expect(who.stdout).toContain('from\tprofile prod\n');
    const listed = await bare(['profiles']);
    expect(listed.stdout).toBe(`*\tprod\t${fixture.app.origin}\t\tstaging\n`);
    expect(await readFile(kept(), 'utf8')).toContain(fixture.app.token);
    await bare(['logout']);
    expect(await readFile(kept(), 'utf8')).not.toContain(fixture.app.token);
  });

  it('does not keep a token that the server refuses, nor a key for SDKs', async () => {
    const wrong = await bare(['login', '--url', fixture.app.origin, '--token-stdin'], {
      stdin: 'slu_pat_wrong',
    });
    expect(wrong).toMatchObject({ code: 4 });
    const key = await bare(['login', '--url', fixture.app.origin, '--token-stdin'], {
      stdin: 'slu_srv_x',
    });
    expect(key).toMatchObject({ code: 2 });
    expect((await bare(['profiles', '--json'])).stdout).toContain('"items": []');
  });

  it('takes no token where it would show in the process list, and asks only on a terminal', async () => {
    expect(await bare(['login', '--token', 'slu_pat_x'])).toMatchObject({ code: 2 });
    const asked = await bare(['login', '--url', fixture.app.origin]);
    expect(asked.code).toBe(2);
    expect(asked.stderr).toContain('--token-stdin');
  });

  it('refuses credentials that others can read', async () => {
    const options = { stdin: fixture.app.token };
    await bare(['login', '--url', fixture.app.origin, '--token-stdin'], options);
    await chmod(kept(), 0o640);
    const { code, stderr } = await bare(['whoami']);
    expect(code).toBe(1);
    expect(stderr).toContain('can be read by others (mode 640)');
    const file = join(fixture.home, 'token');
    await writeFile(file, fixture.app.token, { mode: 0o644 });
    await chmod(kept(), 0o600);
    const shared = await bare(['login', '--url', fixture.app.origin, '--token-file', file]);
    expect(shared.stderr).toContain(`chmod 600 '${file}'`);
  });

  it('ends with 5 where nobody answers, and with the JSON of the error on stderr where that is wanted', async () => {
    const env = { SLUICE_URL: 'http://127.0.0.1:9', SLUICE_TOKEN: 'slu_pat_x' };
    const { code, stdout, stderr } = await bare(['flags', 'list', '--json'], { env });
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
    expect(JSON.parse(stderr)).toMatchObject({
      message: expect.stringContaining('Cannot reach') as string,
    });
  });

  it.each([
    ['null', 'something that is no list'],
    ['{}', 'something that is no list'],
    ['{"items":[{}],"nextCursor":"again"}', 'not understood'],
    ['{"items":[],"nextCursor":"again"}', ''],
  ])('ends where %s is no list of flags', async (body, message) => {
    const server = createServer((_, response) => response.end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const env = { SLUICE_URL: `http://127.0.0.1:${port}`, SLUICE_TOKEN: 'slu_pat_x' };
    const { code, stderr } = await bare(['flags', 'list', '-p', 'x', '--limit', '1'], { env });
    server.close();
    expect({ code, says: stderr.includes(message) }).toEqual({
      code: message === '' ? 0 : 1,
      says: true,
    });
  });

  it('tries again what the server cannot do for the moment, with the same Idempotency-Key', async () => {
    const keys: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      keys.push(request.headers['idempotency-key'] as string | undefined);
      const isFirst = keys.length === 1;
      const body = isFirst
        ? { code: 'DATABASE_UNAVAILABLE', message: 'away', details: {}, requestId: 'r' }
        : { key: 'x' };
      response.writeHead(isFirst ? 503 : 201, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const env = { SLUICE_URL: `http://127.0.0.1:${port}`, SLUICE_TOKEN: 'slu_pat_x' };
    const { code } = await bare(['projects', 'create', 'x'], { env });
    server.closeAllConnections();
    server.close();
    expect(code).toBe(0);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[1]).toBe(keys[0]);
  });

  it('says who was faster, and what to do, where a version is stale', async () => {
    const config = { rules: [], targets: [], fallthrough: { variant: 'on' }, version: 3 };
    const stale = {
      code: 'VERSION_STALE',
      message: 'You sent version 3, but the current version is 4, changed by bo.',
      details: { sent: 3, current: 4, changedBy: 'bo' },
      requestId: 'r-1',
    };
    const seen: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      const isRead = request.method === 'GET';
      if (!isRead) seen.push(request.headers['if-match']);
      response.writeHead(isRead ? 200 : 412, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isRead ? config : stale));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const env = { SLUICE_URL: `http://127.0.0.1:${port}`, SLUICE_TOKEN: 'slu_pat_x' };
    const place = ['-p', 'shop', '-e', 'staging'];
    const { code, stderr } = await bare(['flags', 'set', 'x', '--fallthrough', 'off', ...place], {
      env,
    });
    server.closeAllConnections();
    server.close();
    expect({ code, seen }).toEqual({ code: 4, seen: ['"3"'] });
    expect(stderr).toBe(
      [
        'error VERSION_STALE: You sent version 3, but the current version is 4, changed by bo.',
        '  request r-1',
        '→ Look at what changed (sluice flags history KEY), then run the command again.',
        '',
      ].join('\n'),
    );
  });

  it('recognises something that is not Sluice', async () => {
    const server = createServer((_, response) => response.end('<html>\u001b[2J hello'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const env = { SLUICE_URL: `http://127.0.0.1:${port}`, SLUICE_TOKEN: 'slu_pat_x' };
    const { code, stderr } = await bare(['whoami'], { env });
    server.closeAllConnections();
    server.close();
    expect(code).toBe(1);
    expect(stderr).toBe(
      'error HTTP_200: HTTP 200 from something that is not Sluice: <html>\\u{1b}[2J hello\n',
    );
  });

  it('sends credentials nowhere else when an address redirects', async () => {
    const server = createServer((_, response) => {
      response.writeHead(302, { location: 'https://elsewhere.example/' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const env = { SLUICE_URL: `http://127.0.0.1:${port}`, SLUICE_TOKEN: 'slu_pat_x' };
    const { code, stderr } = await bare(['whoami'], { env });
    server.close();
    expect(code).toBe(1);
    expect(stderr).toContain('redirects to https://elsewhere.example/');
  });
});
