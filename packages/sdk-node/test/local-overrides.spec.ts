import { mkdtempSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aFlag, aSnapshot, ModelServer } from '@sluice/sdk-core/testing';
import type { SluiceClient } from '../src/sluice-client.js';
import { ClientFixture } from './client-fixture.js';
import { FixtureServer } from './fixture-server.js';
import { until } from './until.js';

describe('overrides of the process', () => {
  let fixture: ClientFixture;
  let server: FixtureServer;
  let directory: string;
  let file: string;

  beforeEach(async () => {
    fixture = new ClientFixture();
    directory = mkdtempSync(join(tmpdir(), 'sluice-overrides-'));
    file = join(directory, 'overrides.env');
    const flags = [aFlag('phase_4_deployment', 1), aFlag('otel', 1, { onShutdown: 'keep' })];
    server = await fixture.serve(new FixtureServer(new ModelServer(aSnapshot(flags))));
  });
  afterEach(async () => {
    await fixture.close();
    rmSync(directory, { recursive: true });
  });

  async function ready(environment: Record<string, string>): Promise<SluiceClient> {
    const client = fixture.client(server, {}, { environment: () => environment });
    await client.ready();
    return client;
  }

  it('come from its environment and reach the server’s list of instances', async () => {
    const client = await ready({ PHASE_4_DEPLOYMENT: 'false' });
    expect(client.detail('phase_4_deployment', 'u')).toEqual({
      flag: 'phase_4_deployment',
      value: false,
      variant: 'off',
      reason: 'OVERRIDE',
      override: 'env',
    });
    await until('report', () => server.batches.length > 0);
    expect(server.batches[0]?.local.overrides).toEqual([
      { flag: 'phase_4_deployment', variant: 'off', source: 'env' },
    ]);
  });

  it('shut everything down but the kept flags', async () => {
    const client = await ready({ EMERGENCY_SHUTDOWN: 'true' });
    expect(client.isEnabled('phase_4_deployment')).toBe(false);
    expect(client.isEnabled('otel')).toBe(true);
  });

  it('are read again from the environment when told to', async () => {
    const environment: Record<string, string> = {};
    const client = await ready(environment);
    environment.PHASE_4_DEPLOYMENT = 'no';
    expect(client.isEnabled('phase_4_deployment')).toBe(true);
    client.reloadOverrides();
    expect(client.isEnabled('phase_4_deployment')).toBe(false);
  });

  it('come from the watched file within a second, however it is written', async () => {
    writeFileSync(file, '# nothing yet\n');
    const client = await ready({ SLUICE_OVERRIDES_FILE: file });
    const isOn = () => client.isEnabled('phase_4_deployment');
    expect(isOn()).toBe(true);
    writeFileSync(file, 'export PHASE_4_DEPLOYMENT="false"\r\n');
    await until('written', () => !isOn(), 1000);
    expect(client.detail('phase_4_deployment').override).toBe('file');
    writeFileSync(`${file}.new`, 'PHASE_4_DEPLOYMENT=true\nEMERGENCY_SHUTDOWN=1\n');
    renameSync(`${file}.new`, file);
    await until('renamed', () => client.detail('phase_4_deployment').reason === 'SHUTDOWN', 1000);
    writeFileSync(file, '');
    await until('emptied', () => isOn() && client.detail('otel').reason === 'STATIC', 1000);
  });

  it('stay as they are when the file vanishes, with one warning', async () => {
    writeFileSync(file, 'PHASE_4_DEPLOYMENT=off\n');
    const client = await ready({ SLUICE_OVERRIDES_FILE: file });
    unlinkSync(file);
    await until('warning', () => fixture.logger.matching(/cannot be read/).length > 0, 2000);
    client.reloadOverrides();
    client.reloadOverrides();
    expect(client.isEnabled('phase_4_deployment')).toBe(false);
    expect(fixture.logger.matching(/cannot be read/)).toHaveLength(1);
    writeFileSync(file, 'PHASE_4_DEPLOYMENT=on\n');
    await until('back', () => client.isEnabled('phase_4_deployment'), 1000);
  });

  it('may come from a file that appears later', async () => {
    const client = await ready({ SLUICE_OVERRIDES_FILE: file });
    expect(fixture.logger.matching(/cannot be read/)).toHaveLength(1);
    writeFileSync(file, 'nonsense line\nPHASE_4_DEPLOYMENT=off\n');
    await until('appeared', () => !client.isEnabled('phase_4_deployment'), 1000);
    expect(fixture.logger.matching(/line 1 is ignored/)).toHaveLength(1);
  });
});
