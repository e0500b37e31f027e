import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import type { ExportDocument } from '@sluice/protocol';
import { createClient, type SluiceClient } from '@sluice/sdk-node';
import { until } from '../../../sdk-node/test/until.js';
import { startCliFixture, type CliFixture, type Run, type RunOptions } from '../cli-fixture.js';
import { defaultBlock, documentedBlock } from './documented-block.js';
import { freePorts, Nginx } from './nginx.js';
import { refetchEvents } from './refetch-events.js';

const MEBIBYTE = 1_048_576;

describe('Sluice behind a real nginx', () => {
  let fixture: CliFixture;
  let nginx: Nginx;
  let key: string;
  /** With the block of docs/operations.md; with proxy_pass alone; with proxy_pass to nobody. */
  let documented: string, plain: string, deserted: string;
  const clients: SluiceClient[] = [];

  beforeAll(async () => {
    fixture = await startCliFixture(['development'], {
      SLUICE_TRUST_PROXY: '127.0.0.1',
      SLUICE_ANONYMOUS_RATE_LIMIT: '60',
    });
    const { host } = new URL(fixture.app.origin);
    const nobody = `127.0.0.1:${(await freePorts(1))[0]}`;
    nginx = await Nginx.serving(documentedBlock(host), defaultBlock(host), defaultBlock(nobody));
    [documented, plain, deserted] = nginx.urls as [string, string, string];
    const made = await sluice(documented, ['keys', 'create', 'sdk', '--kind', 'server', '--json']);
    key = (JSON.parse(made.stdout) as { secret: string }).secret;
    await sluice(documented, ['flags', 'create', 'checkout']);
    // Long enough for a snapshot to be compressed.
    const text = ['create', 'text', '--type', 'string', '--variant', `long=${'x'.repeat(2_000)}`];
    await sluice(documented, ['flags', ...text]);
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await nginx?.stop();
    await fixture?.close();
  });

  const sluice = (url: string, argv: readonly string[], options: RunOptions = {}): Promise<Run> =>
    fixture.run(argv, { ...options, env: { ...options.env, SLUICE_URL: url } });

  function client(url: string): { client: SluiceClient; warnings: string[] } {
    const warnings: string[] = [];
    const silent = (): void => undefined;
    const logger = { info: silent, warn: (text: string) => warnings.push(text), error: silent };
    const made = createClient({ url, key, logger });
    clients.push(made);
    return { client: made, warnings };
  }

  it('carries a change to the SDK over the stream', async () => {
    const { client: sdk, warnings } = client(documented);
    await sdk.ready();
    await sluice(documented, ['flags', 'enable', 'checkout']);
    await until('enabled', () => sdk.isEnabled('checkout'));
    await sluice(documented, ['flags', 'disable', 'checkout']);
    await until('disabled', () => !sdk.isEnabled('checkout'));
    expect([sdk.state, warnings]).toEqual(['live', []]);
  });

  it('is named by the SDK where it passes no upgrade on, and flags are there all the same', async () => {
    const { client: sdk, warnings } = client(plain);
    await sdk.ready();
    await until('warned', () => warnings.length > 0);
    expect(warnings).toEqual([
      expect.stringContaining('does the proxy before Sluice pass upgrades'),
    ]);
    expect(sdk.detail('checkout', 'ann', false).reason).toBe('DISABLED');
  });

  it.each(['documented', 'plain'])('brings change events at once: %s', async (which) => {
    const events = await refetchEvents(which === 'plain' ? plain : documented, key);
    await until('the first event', () => events.count() === 1);
    for (const [verb, count] of [
      ['enable', 2],
      ['disable', 3],
    ] as const) {
      await sluice(documented, ['flags', verb, 'checkout']);
      await until(`the event after ${verb}`, () => events.count() === count);
    }
    events.close();
  });

  it.each(['documented', 'plain'])('leaves a snapshot as it is: %s', async (which) => {
    const headers = { authorization: `Bearer ${key}`, 'accept-encoding': 'br' };
    const snapshot = async (url: string, more = {}) => {
      const answer = await fetch(`${url}/sdk/v1/snapshot`, { headers: { ...headers, ...more } });
      const [body, etag] = [await answer.text(), answer.headers.get('etag') ?? ''];
      const encoding = answer.headers.get('content-encoding');
      return { status: answer.status, etag, encoding, body };
    };
    const url = which === 'plain' ? plain : documented;
    const direct = await snapshot(fixture.app.origin);
    expect(direct).toMatchObject({ status: 200, encoding: 'br' });
    expect(await snapshot(url)).toEqual(direct);
    const again = await snapshot(url, { 'if-none-match': direct.etag });
    expect(again).toMatchObject({ status: 304, etag: direct.etag, body: '' });
  });

  it('lets an import through that is larger than what nginx takes by itself', async () => {
    const exported = JSON.parse((await sluice(documented, ['export'])).stdout) as ExportDocument;
    const [flag] = exported.flags;
    const flags = Array.from({ length: 600 }, (_, index) => ({
      ...flag,
      key: `bulk-${index}`,
      description: 'x'.repeat(2_000),
    }));
    const text = JSON.stringify({ ...exported, flags });
    expect(text.length).toBeGreaterThan(MEBIBYTE);
    await writeFile(join(fixture.home, 'large.json'), text);
    const refused = await sluice(plain, ['import', 'large.json', '--yes']);
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain(': 413 Request Entity Too Large\n');
    expect(refused.stderr).toContain('client_max_body_size');
    const { code, stderr } = await sluice(documented, ['import', 'large.json', '--yes']);
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('error')]);
    expect((await sluice(documented, ['flags', 'get', 'bulk-599'])).code).toBe(0);
  });

  it('leaves it to the server to refuse an import that is too large, and to say why', async () => {
    const answer = await fetch(`${documented}/api/v1/projects/shop/import`, {
      method: 'POST',
      headers: { authorization: `Bearer ${fixture.app.token}`, 'content-type': 'application/json' },
      body: ' '.repeat(20.5 * MEBIBYTE),
    });
    expect([answer.status, await answer.json()]).toMatchObject([413, { code: 'BODY_TOO_LARGE' }]);
  });

  it('shows what happens to whoever watches', async () => {
    const ending = new AbortController();
    let seen = '';
    const watching = sluice(documented, ['watch'], {
      env: { SLUICE_SDK_KEY: key },
      signal: ending.signal,
      onOutput: (text) => void (seen += text),
    });
    await until('watching', () => seen.includes('(live)'));
    await sluice(documented, ['flags', 'enable', 'checkout']);
    await until('seen', () => seen.includes('checkout'));
    ending.abort();
    expect((await watching).code).toBe(130);
  });

  it('answers for a server that is away, and the command says so', async () => {
    const { code, stderr } = await sluice(deserted, ['flags', 'list']);
    expect(code).toBe(5);
    expect(stderr).toContain('HTTP 502 from something that is not Sluice: 502 Bad Gateway\n');
    expect(stderr).toContain('Is the server running?');
  });

  it('is believed about who calls, and callers are not', async () => {
    const statuses: number[] = [];
    while (statuses.at(-1) !== 429 && statuses.length < 20)
      statuses.push(await wrongly(documented, '127.0.0.9', `203.0.113.${statuses.length}`));
    expect(statuses).toContain(429);
    expect(await wrongly(documented, '127.0.0.10', '127.0.0.9')).toBe(401);
  });

  it('keeps the numbers of the server to those inside', async () => {
    expect((await fetch(`${documented}/metrics`)).status).toBe(404);
    expect((await fetch(`${fixture.app.origin}/metrics`)).status).toBe(200);
  });
});

/** Status for a request with a wrong key from that address, which claims to be for another. */
function wrongly(url: string, localAddress: string, claimed: string): Promise<number> {
  const headers = { authorization: 'Bearer slu_srv_wrong', 'x-forwarded-for': claimed };
  return new Promise((resolve, reject) => {
    request(`${url}/sdk/v1/snapshot`, { headers, localAddress, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', reject)
      .end();
  });
}
