import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { DeliveryConnection } from './delivery-connection.js';
import type { SdkKey } from './domain/sdk-key.js';
import { LastState } from './last-state.js';
import { SdkKeyDirectory } from './sdk-key-directory.js';
import { SnapshotStore } from './snapshot-store.js';

const databaseUrl = 'postgres://sluice:secret@database.example/sluice';
const key: SdkKey = {
  id: 'b7b4a4b6-3f6c-4b0e-9a53-0d1c2f3e4a5b',
  environmentId: '5d2b8a1e-77aa-4f0c-8f43-6a1b2c3d4e5f',
  kind: 'server',
  hash: Buffer.alloc(32, 7),
  expiresAtMs: null,
  revoked: false,
  rateLimit: null,
};

function replica(dataDir: string): { readonly keys: SdkKeyDirectory; readonly state: LastState } {
  const keys = new SdkKeyDirectory(new DeliveryConnection({ connectionString: databaseUrl }));
  const logger = pino({ level: 'silent' });
  const store = new SnapshotStore();
  return { keys, state: new LastState({ store, keys, logger, dataDir, databaseUrl }) };
}

describe('the last state on disk', () => {
  let parent: string;
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'sluice-last-state-'));
  });
  afterEach(() => rm(parent, { recursive: true }));

  it('is kept in a data directory that nobody made before, closed to others', async () => {
    const dataDir = join(parent, 'not', 'there');
    const before = replica(dataDir);
    before.keys.restore([key]);
    await before.state.close();
    const after = replica(dataDir);
    await after.state.restore();
    expect([...after.keys.all()]).toEqual([key]);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  });
});
