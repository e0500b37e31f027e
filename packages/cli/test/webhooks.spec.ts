import type { CreatedWebhook, DeliveryDetail, Webhook } from '@sluice/protocol';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startCliFixture, type CliFixture, type Run } from './cli-fixture.js';

describe('webhooks', () => {
  let fixture: CliFixture;
  let receiver: Server;
  let url: string;
  let status = 204;
  const sluice = (...argv: string[]): Promise<Run> => fixture.run(argv);
  const webhook = async (name: string): Promise<Webhook> =>
    JSON.parse((await sluice('webhooks', 'get', name, '--json')).stdout) as Webhook;

  beforeAll(async () => {
    fixture = await startCliFixture(['staging', 'production'], {
      SLUICE_EGRESS_ALLOW: '127.0.0.1',
    });
    receiver = createServer((_, response) => response.writeHead(status).end());
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/token`;
  });

  afterAll(async () => {
    await new Promise((resolve) => receiver.close(resolve));
    await fixture.close();
  });

  beforeEach(() => {
    status = 204;
  });

  it('prints the signing secret alone on stdout, once', async () => {
    const { code, stdout, stderr } = await sluice('webhooks', 'create', 'on call', '--to', url);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^whsec_\S+\n$/);
    expect(stderr).toMatch(
      /^signing secret of webhook on call \(id [0-9a-f]{8}\): shown this once/,
    );
    const listed = await sluice('webhooks', 'list');
    expect(listed.stdout + listed.stderr).not.toContain('whsec_');
    expect(listed.stdout).toMatch(/^[0-9a-f]{8}\ton call\tsluice\tworks\t0\tall\thttp:\S+\tall\n$/);
    const rotated = await sluice('webhooks', 'rotate', 'on call', '--overlap', '0');
    expect(rotated.stdout).toMatch(/^whsec_\S+\n$/);
    expect(rotated.stdout).not.toBe(stdout);
  });

  it('reads the URL from stdin, hears of what it is told, and of one environment', async () => {
    const argv = ['webhooks', 'create', 'slack', '--to', '-', '--format', 'slack', '--json'];
    const narrow = ['--only', 'production', '--event', 'rollout.paused,shutdown.engaged'];
    const { stdout } = await fixture.run([...argv, ...narrow], { stdin: `${url}\n` });
    expect(JSON.parse(stdout) as CreatedWebhook).toMatchObject({
      format: 'slack',
      environments: ['production'],
      events: ['rollout.paused', 'shutdown.engaged'],
    });
    const changed = await sluice('webhooks', 'update', 'slack', '--only', '*', '--disable');
    expect(changed.stdout).toBe('~ environments: ["production"] → null\n~ enabled: true → false\n');
    const refused = await sluice('webhooks', 'test', 'slack');
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain('sluice webhooks update WEBHOOK --enable');
    expect((await sluice('webhooks', 'update', 'slack')).code).toBe(2);
  });

  it('does not take --env for a narrowing', async () => {
    const { code, stderr } = await sluice('webhooks', 'create', 'x', '--to', url, '-e', 'staging');
    expect(code).toBe(2);
    expect(stderr).toContain('--only staging');
  });

  it('tells what came of a test, shows deliveries, and sends one again', async () => {
    const test = await sluice('webhooks', 'test', 'on call');
    expect(test).toMatchObject({ code: 0 });
    expect(test.stdout).toBe('arrived  Test of webhook on call  delivered at the first try\n');
    status = 500;
    const failed = await sluice('webhooks', 'test', 'on call');
    expect(failed.code).toBe(1);
    expect(failed.stdout).toMatch(/^NOT ARRIVED .* not arrived at the first try: .*answered 500/);
    const list = await sluice('webhooks', 'deliveries', 'on call', '--state', 'pending');
    expect(list.stdout).toMatch(/^2\t[0-9a-f]{8}\t\S+\twebhook\.test\tpending\t1\t/);
    status = 204;
    const again = await sluice('webhooks', 'redeliver', 'on call', '#2', '--json');
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout) as DeliveryDetail).toMatchObject({
      sequence: 2,
      state: 'delivered',
    });
    const shown = await sluice('webhooks', 'deliveries', 'on call', '2');
    expect(shown.stdout).toMatch(/ {2}try 1 {2}\S+ {2}.*answered 500.*\n {2}try 2 .*answered 204/);
    expect((await sluice('webhooks', 'redeliver', 'on call', '99')).code).toBe(2);
  });

  it('deletes only after a yes', async () => {
    expect((await sluice('webhooks', 'delete', 'slack')).code).toBe(2);
    const { id } = await webhook('slack');
    expect((await sluice('webhooks', 'delete', id.slice(0, 8), '--yes')).stdout).toBe(
      'deleted slack\n',
    );
    const gone = await sluice('webhooks', 'get', 'slack');
    expect(gone.code).toBe(2);
    expect(gone.stderr).toContain("There is no webhook 'slack'.");
  });
});
