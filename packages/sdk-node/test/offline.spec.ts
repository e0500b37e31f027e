import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aFlag, aSnapshot, ModelServer } from '@sluice/sdk-core/testing';
import { ClientFixture } from './client-fixture.js';
import { FixtureServer, KEY } from './fixture-server.js';
import { until } from './until.js';

const NOWHERE = { url: 'http://127.0.0.1:9' };

describe('without a server', () => {
  let fixture: ClientFixture;
  let directory: string;

  beforeEach(() => {
    fixture = new ClientFixture();
    directory = mkdtempSync(join(tmpdir(), 'sluice-sdk-'));
  });
  afterEach(async () => {
    await fixture.close();
    rmSync(directory, { recursive: true });
  });

  /** A server and a cache left behind by a client of it. */
  async function visited(cacheDir = directory): Promise<FixtureServer> {
    const server = await fixture.serve(
      new FixtureServer(new ModelServer(aSnapshot([aFlag('a', 1)]))),
    );
    const client = fixture.client(server, { cacheDir });
    await client.ready();
    await client.close();
    return server;
  }

  it('gives defaults, rejects ready() with the reason, warns once, and goes on trying', async () => {
    const client = fixture.client(NOWHERE);
    await expect(client.ready({ timeoutMs: 200 })).rejects.toThrow(/not ready in time: .+/);
    expect(client.state).toBe('initializing');
    expect(client.isEnabled('a', 'u1', true)).toBe(true);
    expect(fixture.logger.lines).toEqual([expect.stringMatching(/^warn Sluice cannot be reached/)]);
  });

  it('serves the cache at once, and stale', async () => {
    const server = await visited();
    await server.stop();
    const client = fixture.client(server, { cacheDir: directory });
    expect(client.isEnabled('a', 'u1')).toBe(true);
    expect(client.revision).toBe(1);
    await until('stale', () => client.state === 'stale');
    await server.start();
    await client.ready();
    expect(client.state).toBe('live');
  });

  it('keeps the cache in one file that only its owner reads, without the key in it', async () => {
    await visited();
    const [name, ...others] = readdirSync(directory);
    expect(others).toEqual([]);
    const path = join(directory, name!);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).not.toContain(KEY);
  });

  it('keeps a cache per key, so that one never shows another’s flags', async () => {
    const server = await visited();
    await server.stop();
    const client = fixture.client(server, { cacheDir: directory, key: 'slu_cli_other' });
    expect(client.detail('a').errorCode).toBe('PROVIDER_NOT_READY');
    expect(fixture.logger.matching(/cache/)).toEqual([]);
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, -20)],
    ['somebody else’s', (text: string) => text.replace(/"owner":"../, '"owner":"zz')],
    ['empty', () => ''],
    ['nonsense', () => '[1,2,3]'],
  ])('ignores a cache that is %s, with one warning, and replaces it', async (_, spoil) => {
    const server = await visited();
    const path = join(directory, readdirSync(directory)[0]!);
    writeFileSync(path, spoil(readFileSync(path, 'utf8')));
    const client = fixture.client(server, { cacheDir: directory });
    expect(client.revision).toBeNull();
    expect(fixture.logger.matching(/cache is ignored/)).toHaveLength(1);
    await client.ready();
    await client.close();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ snapshot: { revision: 1 } });
  });

  it('starts with the bootstrap where there is no cache', () => {
    const snapshot = aSnapshot([aFlag('a', 1)]);
    const overlay = { id: 'o', shutdown: false, overrides: { a: 'off' }, watch: [] };
    expect(fixture.client(NOWHERE, { bootstrap: snapshot }).isEnabled('a')).toBe(true);
    const whole = fixture.client(NOWHERE, { bootstrap: { snapshot, overlay } });
    expect(whole.detail('a')).toMatchObject({ override: 'server', value: false });
  });

  it('prefers the cache to the bootstrap', async () => {
    const server = await visited();
    await server.stop();
    const bootstrap = aSnapshot([], { revision: 99 });
    const client = fixture.client(server, { cacheDir: directory, bootstrap });
    expect(client.revision).toBe(1);
  });

  it('goes on where the cache directory cannot be made', async () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    const server = await visited(join(file, 'below'));
    expect(server.requests.length).toBeGreaterThan(0);
    expect(fixture.logger.matching(/cache cannot be written/)).toHaveLength(1);
  });
});
