import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportDocument, ImportReport } from '@sluice/protocol';
import { startTestApp, type Answer, type TestApp } from '../../../test/test-app.js';
import { GenesisSeed } from '../seed/index.js';

const GENESIS = join(__dirname, '../../../../../examples/genesis');
const file = (name: string): unknown => JSON.parse(readFileSync(join(GENESIS, name), 'utf8'));

let server: TestApp;

beforeEach(async () => {
  server = await startTestApp();
});

afterEach(() => server.close());

const importInto = (project: string, body: object, query = ''): Promise<Answer> =>
  server.call('POST', `/api/v1/projects/${project}/import${query}`, { body });
const exportOf = async (project: string): Promise<ExportDocument> =>
  (await server.call('GET', `/api/v1/projects/${project}/export`)).body;
const createProject = (key: string): Promise<Answer> =>
  server.call('POST', '/api/v1/projects', { body: { key } });
const genesis = (more: object = {}): object => ({
  format: 'genesis',
  document: file('feature_flags.json'),
  hierarchy: file('hierarchy.json'),
  ...more,
});
const report = (answer: Answer): ImportReport => answer.body;
/** What of an export must be the same on another server. */
const essence = ({ project, flags, segments, environments }: ExportDocument): object => ({
  flags,
  segments,
  environments: environments.map(({ key, name, color, protected: guarded }) => ({
    key,
    name,
    color,
    guarded,
  })),
  project: project.description,
});

it('imports the genesis file, and a second time changes nothing', async () => {
  await createProject('shop');
  const body = genesis({ environments: ['development', 'production'], createEnvironments: true });
  const first = await importInto('shop', body);
  expect(first.status).toBe(200);
  expect(report(first).counts).toEqual({
    created: 2 + 17 + 34,
    changed: 0,
    skipped: 0,
    refused: 0,
  });
  const again = await importInto('shop', body);
  expect(report(again).counts).toEqual({
    created: 0,
    changed: 0,
    skipped: 2 + 17 + 34,
    refused: 0,
  });
  const { flags } = await exportOf('shop');
  expect(flags).toHaveLength(17);
  expect(flags.find(({ key }) => key === 'phase_4_deployment')).toMatchObject({
    risk: 'high',
    configurations: [{ environment: 'development', enabled: false }, { environment: 'production' }],
  });
});

it('moves a whole project in two calls, seeds and segments included', async () => {
  await createProject('shop');
  await importInto('shop', genesis({ environments: ['production'], createEnvironments: true }));
  const exported = await exportOf('shop');
  const vip = {
    key: 'vip',
    environment: 'production',
    name: '',
    description: '',
    by: null,
    included: ['cora'],
    excluded: [],
    rules: [{ conditions: [], rollout: { seed: 7, percentage: 12.5 } }],
  };
  const document = { ...exported, segments: [vip] };
  await createProject('copy');
  const moved = await importInto('copy', { format: 'sluice', document, createEnvironments: true });
  expect(report(moved).counts).toMatchObject({ created: 1 + 1 + 17 + 17, refused: 0 });
  expect(essence(await exportOf('copy'))).toEqual(essence(document as ExportDocument));
});

it('imports nothing at all when one thing is refused, and says all that stands in the way', async () => {
  await createProject('shop');
  const flags = [
    { key: 'good', type: 'boolean' },
    { key: 'orphan', type: 'boolean', prerequisites: [{ flag: 'nobody' }] },
    { key: 'odd', type: 'boolean', variants: { yes: true } },
  ];
  const document = { format: 'sluice', schema: 1, environments: [{ key: 'qa' }], flags };
  const answer = await importInto('shop', { format: 'sluice', document });
  expect(answer.status).toBe(422);
  const { code, details } = answer.body as { code: string; details: ImportReport };
  expect(code).toBe('IMPORT_REFUSED');
  expect(
    details.items.filter(({ outcome }) => outcome === 'refused').map(({ key }) => key),
  ).toEqual(['qa', 'orphan', 'odd']);
  expect((await exportOf('shop')).flags).toEqual([]);
  const shapeless = await importInto('shop', genesis({ document: { flags: { a: 1 } } }));
  expect(shapeless.body).toMatchObject({ code: 'IMPORT_REFUSED' });
  const unknown = await importInto('shop', { format: 'excel', document });
  expect(unknown.body).toMatchObject({ code: 'IMPORT_FORMAT_UNKNOWN' });
});

it('only says what it would do in a dry run', async () => {
  await createProject('shop');
  const body = genesis({ environments: ['production'], createEnvironments: true });
  const answer = await importInto('shop', body, '?dryRun=true');
  const { dryRun, result } = answer.body as { dryRun: boolean; result: ImportReport };
  expect(dryRun).toBe(true);
  expect(result.counts).toMatchObject({ created: 35, refused: 0 });
  expect(await exportOf('shop')).toMatchObject({ flags: [], environments: [] });
});

it('makes one revision per environment, with history and audit of every part', async () => {
  await createProject('shop');
  await importInto('shop', genesis({ environments: ['production'], createEnvironments: true }));
  const before = (await exportOf('shop')).environments[0]!.revision;
  const raised = file('hierarchy.json') as Record<string, object>;
  raised.maintenance_mode = { risk: 'high' };
  await importInto('shop', genesis({ hierarchy: raised }));
  const sameWire = await exportOf('shop');
  expect(sameWire.environments[0]!.revision).toBe(before);
  expect(sameWire.flags.find(({ key }) => key === 'maintenance_mode')!.risk).toBe('high');
  raised.maintenance_mode = { risk: 'high', onShutdown: 'keep' };
  await importInto('shop', genesis({ hierarchy: raised }));
  expect((await exportOf('shop')).environments[0]!.revision).toBe(before + 1);
  const audit = await server.call('GET', '/api/v1/audit?action=flag.import&limit=200');
  const { items } = audit.body as { items: unknown[] };
  expect(items).toHaveLength(17 + 1 + 1);
});

it('is judged again where somebody wrote meanwhile: of two halves of a cycle one is refused', async () => {
  await createProject('shop');
  const flag = (key: string, parent?: string): object => ({
    key,
    type: 'boolean',
    prerequisites: parent === undefined ? [] : [{ flag: parent }],
  });
  const document = (...flags: object[]): object => ({
    format: 'sluice',
    document: { format: 'sluice', schema: 1, flags },
  });
  await importInto('shop', document(flag('a'), flag('b')));
  for (let round = 0; round < 5; round++) {
    const answers = await Promise.all([
      importInto('shop', document(flag('a', 'b'))),
      importInto('shop', document(flag('b', 'a'))),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    await importInto('shop', document(flag('a'), flag('b')));
  }
});

describe('roles', () => {
  const tokenWith = async (...grants: object[]): Promise<string> => {
    const body = { name: 'someone', grants };
    const { body: created } = await server.call('POST', '/api/v1/tokens', { body });
    return (created as { secret: string }).secret;
  };
  const asWho = (token: string, body: object): Promise<Answer> =>
    server.call('POST', '/api/v1/projects/shop/import', { body, token });

  beforeEach(async () => {
    await createProject('shop');
    for (const key of ['staging', 'production']) {
      const body = { key, protected: key === 'production' };
      await server.call('POST', '/api/v1/projects/shop/environments', { body });
    }
  });

  it('let an editor import, but not into protected environments or new ones', async () => {
    const token = await tokenWith({ role: 'editor', project: 'shop' });
    const everywhere = await asWho(token, genesis());
    expect([everywhere.status, everywhere.body]).toMatchObject([403, { code: 'FORBIDDEN' }]);
    expect((everywhere.body as { message: string }).message).toContain('production');
    const more = await asWho(token, genesis({ environments: ['qa'], createEnvironments: true }));
    expect(more.body).toMatchObject({ code: 'FORBIDDEN', details: { needed: 'admin' } });
    expect((await exportOf('shop')).flags).toEqual([]);
    const operator = await tokenWith({ role: 'operator', project: 'shop' });
    expect((await asWho(operator, genesis())).status).toBe(200);
  });

  it('give an export only to who may see the whole project', async () => {
    const token = await tokenWith({ role: 'admin', project: 'shop', environment: 'staging' });
    const path = '/api/v1/projects/shop/export';
    expect((await server.call('GET', path, { token })).status).toBe(403);
    const stranger = await tokenWith({ role: 'viewer', project: 'shop' });
    expect((await server.call('GET', path, { token: stranger })).status).toBe(200);
  });

  it('tell somebody who may not import nothing about the project', async () => {
    await importInto('shop', genesis());
    const token = await tokenWith({ role: 'viewer', project: 'shop' });
    const document = {
      format: 'sluice',
      schema: 1,
      flags: [{ key: 'otel_enabled', type: 'json' }],
    };
    const answer = await asWho(token, { format: 'sluice', document });
    expect([answer.status, answer.body]).toMatchObject([403, { code: 'FORBIDDEN' }]);
  });
});

it('takes bodies of up to 20 MiB', async () => {
  await createProject('shop');
  const flag = (key: string, description: string): object => ({
    key,
    type: 'boolean',
    description,
  });
  const large = Array.from({ length: 200 }, (_, n) => flag(`flag-${n}`, 'x'.repeat(10_000)));
  const document = { format: 'sluice', schema: 1, flags: large };
  expect((await importInto('shop', { format: 'sluice', document })).status).toBe(200);
  const tooLarge = { format: 'sluice', document: 'x'.repeat(21 * 1_048_576) };
  expect((await importInto('shop', tooLarge)).status).toBe(413);
});

it('seeds the first project once, also when the first attempt was cut short', async () => {
  const seed = server.app.get(GenesisSeed, { strict: false });
  await createProject('genesis');
  const seeded = await seed.seed(GENESIS);
  expect(seeded).toEqual({
    project: 'genesis',
    environments: ['development', 'staging', 'production'],
  });
  const { flags, environments } = await exportOf('genesis');
  expect(flags).toHaveLength(17);
  expect(environments.map((one) => [one.key, one.protected])).toEqual([
    ['development', false],
    ['staging', false],
    ['production', true],
  ]);
  expect(await seed.seed(GENESIS)).toBeNull();
});

it('seeds nothing where there is a project of somebody else', async () => {
  await createProject('shop');
  expect(await server.app.get(GenesisSeed, { strict: false }).seed(GENESIS)).toBeNull();
});
