import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import { readConfig } from '../../config/index.js';
import { createApp } from '../../create-app.js';
import { FirstStart, type StartOutcome } from './first-start.js';

const URL = 'http://localhost:4400';
const seedDirectory = join(__dirname, '../../../../../examples/genesis');

describe('the first start on a database of its own', () => {
  let dataDir: string;
  let database: TestDatabase;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sluice-first-'));
    database = await createTestDatabase();
    const environment = { SLUICE_DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
    const config = readConfig(environment, { workingDirectory: '/', terminal: false });
    app = await createApp(config, { databaseUrl: database.url });
  });

  afterAll(async () => {
    await app.close();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const run = (url = URL): Promise<StartOutcome> => app.get(FirstStart).run(url, seedDirectory);
  const statusOf = async (token: string): Promise<number> => {
    const headers = { authorization: `Bearer ${token}` };
    return (await app.inject({ method: 'GET', url: '/api/v1/tokens', headers })).statusCode;
  };
  const tokenOf = ({ credentials }: StartOutcome): string => credentials?.adminToken ?? '';

  it('makes a token and keys that work, once', async () => {
    const first = await run();
    expect(first.fresh).toBe(true);
    expect(tokenOf(first)).toMatch(/^slu_pat_/);
    expect(await statusOf(tokenOf(first))).toBe(200);
    expect(first.credentials?.keys.staging?.client).toMatch(/^slu_cli_/);
    const second = await run();
    expect(second).toEqual({ ...first, fresh: false });
  });

  it('keeps the address up to date', async () => {
    const moved = await run('http://localhost:5500');
    expect(moved).toMatchObject({ fresh: false, credentials: { url: 'http://localhost:5500' } });
  });

  it('makes a new token where the file was lost, so that its owner is never locked out', async () => {
    const before = await run();
    await rm(before.path);
    const after = await run();
    expect(after.fresh).toBe(true);
    expect(tokenOf(after)).not.toBe(tokenOf(before));
    expect(await statusOf(tokenOf(after))).toBe(200);
    expect(after.credentials?.keys).toEqual({});
  });

  it('leaves no secret in the audit log', async () => {
    const { credentials } = await run();
    const headers = { authorization: `Bearer ${credentials?.adminToken ?? ''}` };
    const { body } = await app.inject({ method: 'GET', url: '/api/v1/audit?limit=200', headers });
    expect(body).toContain('token.create');
    expect(body).toContain('key.create');
    expect(body).not.toMatch(/slu_(pat|svc|srv|cli)_/);
  });
});
