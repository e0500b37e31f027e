import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportDocument } from '@sluice/protocol';
import { startCliFixture, type CliFixture, type Run } from './cli-fixture.js';

const EXAMPLES = join(__dirname, '../../../examples/genesis');

describe('a project leaves and comes back', () => {
  let fixture: CliFixture;
  const sluice = (...argv: string[]): Promise<Run> => fixture.run(argv);
  const inHome = (name: string): string => join(fixture.home, name);

  beforeAll(async () => {
    fixture = await startCliFixture();
    await sluice('flags', 'create', 'checkout', '--description', 'New */ checkout');
    await sluice(
      'flags',
      'create',
      'copy-text',
      '--type',
      'string',
      '--variant',
      'buy=Buy',
      '--variant',
      'get=Get',
    );
    await sluice(
      'flags',
      'create',
      'limits',
      '--type',
      'json',
      '--variant',
      'small={"max":1}',
      '--variant',
      'big={"max":9}',
    );
    await sluice('segments', 'create', 'staff', '-e', 'production', '--include', 'ann,bo');
  });

  afterAll(() => fixture.close());

  it('exports to stdout or a file, the same text every time', async () => {
    const first = await sluice('export');
    expect((await sluice('export')).stdout).toBe(first.stdout);
    await sluice('export', '-o', 'shop.json');
    expect(await readFile(inHome('shop.json'), 'utf8')).toBe(first.stdout);
  });

  it('says in JSON what was written, and what a restore would create', async () => {
    const exported = await sluice('export', '-o', 'json.json', '--json');
    expect(JSON.parse(exported.stdout)).toEqual({ file: 'json.json', flags: 3, segments: 1 });
    const tried = await sluice('restore', 'json.json', '-p', 'copy', '--dry-run', '--json');
    expect(JSON.parse(tried.stdout)).toEqual({
      dryRun: true,
      result: { project: 'copy', created: true },
    });
  });

  it('refuses to restore what is no backup, and into what is archived', async () => {
    const broken = JSON.stringify({ format: 'sluice', project: { key: 'shop' }, flags: [] });
    const stdin = { stdin: broken };
    expect((await fixture.run(['restore', '-', '--yes'], stdin)).stderr).toContain(
      '- is no backup of Sluice.',
    );
    await sluice('projects', 'create', 'old');
    await sluice('projects', 'archive', 'old', '--yes');
    await sluice('export', '-p', 'shop', '-o', 'whole.json');
    const refused = await sluice('restore', 'whole.json', '-p', 'old', '--yes');
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain('sluice projects restore old');
  });

  it('shows what an import would change before it asks', async () => {
    const document = JSON.parse((await sluice('export')).stdout) as ExportDocument;
    document.flags[0]!.description = 'Better checkout';
    document.segments[0]!.included.push('cy');
    await writeFile(inHome('edited.json'), JSON.stringify(document));
    const asked = await sluice('import', 'edited.json');
    expect(asked.code).toBe(2);
    expect(asked.stdout).toBe(
      [
        '~ segment staff in production',
        '    ~ included: added ["cy"]',
        '~ flag checkout',
        '    ~ description: New */ checkout → Better checkout',
        '',
      ].join('\n'),
    );
    const tried = await sluice('import', 'edited.json', '--dry-run');
    expect(tried.stdout).toContain('0 created, 2 changed');
    expect((await sluice('export')).stdout).not.toContain('Better checkout');
    const stdin = JSON.stringify(document);
    const done = await fixture.run(['import', '-', '--yes', '-m', 'from git'], { stdin });
    expect(done).toMatchObject({ code: 0 });
    expect((await sluice('export')).stdout).toContain('Better checkout');
    expect((await sluice('import', 'edited.json')).stdout).toMatch(
      /^0 created, 0 changed, \d+ as they are\n$/,
    );
  });

  it('tells a genesis file from ours, and imports it with its hierarchy', async () => {
    await sluice('projects', 'create', 'genesis');
    await sluice('environments', 'create', 'production', '-p', 'genesis');
    const files = [
      join(EXAMPLES, 'feature_flags.json'),
      '--hierarchy',
      join(EXAMPLES, 'hierarchy.json'),
    ];
    const done = await sluice('import', ...files, '-p', 'genesis', '--yes');
    expect(done.stdout).toContain('+ flag phase_4_deployment\n');
    expect(done.stdout).toMatch(/34 created, 0 changed, 1 as they are\n$/);
    const graph = await sluice('flags', 'graph', 'phase_4_deployment', '-p', 'genesis');
    expect(graph.stdout).toContain('├─ aatc_system_enabled');
  });

  it('names everything that stands in the way of an import', async () => {
    const stdin = JSON.stringify({
      format: 'sluice',
      schema: 1,
      flags: [{ key: 'x', type: 'boolean', prerequisites: [{ flag: 'nope' }] }],
    });
    const refused = await fixture.run(['import', '-', '-p', 'shop', '--yes'], { stdin });
    expect(refused).toMatchObject({ code: 4, stdout: '' });
    expect(refused.stderr).toContain('✗ flag x  UNKNOWN_PARENT');
    const unknown = await fixture.run(['import', '-', '-p', 'shop'], { stdin: '{}' });
    expect(unknown.code).toBe(2);
  });

  it('backs up into a file that only its owner reads, and restores from it', async () => {
    await sluice('backup', '-p', 'shop', '-o', 'backup.json');
    expect((await stat(inHome('backup.json'))).mode & 0o777).toBe(0o600);
    await sluice('flags', 'set', 'checkout', '-p', 'shop', '-e', 'staging', '--fallthrough', 'off');
    await sluice('flags', 'create', 'younger', '-p', 'shop');
    await sluice('flags', 'create', 'youngest', '-p', 'shop', '--requires', 'younger');
    const restored = await sluice('restore', 'backup.json', '--yes');
    expect(restored.stdout).toMatch(
      /~ configuration checkout in staging\n {4}~ fallthrough.variant: off → on\n/,
    );
    expect(restored.stderr).toContain(
      'Not in the backup, and left as they are: younger, youngest.',
    );
    const cleaned = await sluice('restore', 'backup.json', '--yes', '--archive-others');
    expect(cleaned.stderr).toContain('archived youngest\narchived younger\n');
  });

  it('restores into a project that does not exist yet', async () => {
    const tried = await sluice('restore', 'backup.json', '-p', 'copied', '--dry-run');
    expect(tried.stdout).toBe('would create project copied and everything in the backup\n');
    const done = await sluice('restore', 'backup.json', '-p', 'copied', '--yes');
    expect(done.code).toBe(0);
    const [one, other] = await Promise.all([
      sluice('export', '-p', 'shop'),
      sluice('export', '-p', 'copied'),
    ]);
    const flagsOf = ({ stdout }: Run): unknown =>
      (JSON.parse(stdout) as ExportDocument).flags.filter(({ archived }) => !archived);
    expect(flagsOf(other)).toEqual(flagsOf(one));
  });

  it('writes types that say what each flag is, and checks them', async () => {
    const missing = await sluice('types', '-p', 'shop', '--check');
    expect(missing.code).toBe(1);
    await sluice('types', '-p', 'shop');
    expect(await readFile(inHome('sluice-flags.d.ts'), 'utf8')).toBe(
      `// Written by \`sluice types\`. Do not edit: run it again.
import type { Json } from '@sluice/sdk-node';

declare module '@sluice/sdk-node' {
  interface Flags {
    /** Better checkout */
    checkout: boolean;
    'copy-text': string;
    limits: Json;
  }
}
`,
    );
    expect((await sluice('types', '-p', 'shop', '--check')).code).toBe(0);
  });
});
