import type { Flag, FlagConfig } from '@sluice/protocol';
import { startCliFixture, type CliFixture, type Run } from './cli-fixture.js';

describe('sluice flags', () => {
  let fixture: CliFixture;
  const sluice = (...argv: string[]): Promise<Run> => fixture.run(argv);
  const config = async (key: string, environment = 'staging'): Promise<FlagConfig> => {
    const { stdout } = await sluice('flags', 'get', key, '-e', environment, '--json');
    return (JSON.parse(stdout) as { configurations: [FlagConfig] }).configurations[0];
  };

  beforeAll(async () => {
    fixture = await startCliFixture();
    await sluice('flags', 'create', 'checkout', '--risk', 'high', '--description', 'New checkout');
    await sluice(
      'flags',
      'create',
      'copy',
      '--type',
      'string',
      '--variant',
      'buy=Buy',
      '--variant',
      'get=1',
    );
  });

  afterAll(() => fixture.close());

  it('lists flags, a tab between cells and no header where there is no terminal', async () => {
    const { code, stdout } = await sluice('flags', 'list');
    expect(code).toBe(0);
    expect(stdout).toBe(
      'checkout\tboolean\thigh\toff\toff\tNew checkout\ncopy\tstring\tlow\toff\toff\t\n',
    );
  });

  it('lists flags on a terminal as a table that fits its width', async () => {
    const { stdout, stderr } = await fixture.run(['flags', 'list', '--no-color'], { columns: 60 });
    const [header, ...rows] = stdout.trimEnd().split('\n');
    expect(header).toMatch(/^flag +type +risk +staging +production +description$/);
    expect(rows.every((row) => row.length <= 60)).toBe(true);
    expect(stderr).toBe('2 flags\n');
  });

  it('takes text for a variant of a text flag whatever it looks like', async () => {
    const { stdout } = await sluice('flags', 'get', 'copy', '--json');
    expect((JSON.parse(stdout) as Flag).variants).toEqual({ buy: 'Buy', get: '1' });
  });

  it('never guesses where to write', async () => {
    const { code, stderr } = await sluice('flags', 'enable', 'checkout');
    expect(code).toBe(2);
    expect(stderr).toContain('There are staging, production.');
  });

  it('enables and disables in the environment that is named', async () => {
    expect(await sluice('flags', 'enable', 'checkout', '-e', 'staging', '-m', 'go')).toMatchObject({
      code: 0,
      stdout: 'checkout  staging  ● enabled\n',
    });
    expect((await config('checkout')).enabled).toBe(true);
    expect((await config('checkout', 'production')).enabled).toBe(false);
    await fixture.run(['flags', 'disable', 'checkout'], { env: { SLUICE_ENV: 'staging' } });
    expect((await config('checkout')).enabled).toBe(false);
  });

  it('opens a flag for a percentage, and raises that without rolling anybody again', async () => {
    const useless = await sluice('flags', 'set', 'checkout', '-e', 'staging', '--percentage', '10');
    expect(useless).toMatchObject({ code: 2 });
    expect(useless.stderr).toContain('10 % would keep nobody out');
    const percentage = ['--percentage', '10', '--fallthrough', 'off'];
    await sluice('flags', 'set', 'checkout', '-e', 'staging', ...percentage);
    const before = await config('checkout');
    const { stdout } = await sluice(
      'flags',
      'set',
      'checkout',
      '-e',
      'staging',
      '--percentage',
      '25.5',
    );
    const id = before.rules[0]!.id;
    expect(stdout).toBe(`~ rules[${id}].rollout.percentage: 10 → 25.5\n`);
    const after = await config('checkout');
    expect(after.rules[0]!.rollout).toEqual({ ...before.rules[0]!.rollout, percentage: 25.5 });
  });

  it('puts a rule with conditions before the others, and takes it away again', async () => {
    await sluice(
      'flags',
      'set',
      'checkout',
      '-e',
      'staging',
      '--when',
      'country in SE,NO',
      '--percentage',
      '50',
    );
    const rules = (await config('checkout')).rules;
    expect(rules).toHaveLength(2);
    expect(rules[0]).toMatchObject({
      conditions: [{ attribute: 'country', operator: 'in', values: ['SE', 'NO'] }],
      serve: { variant: 'on' },
    });
    await sluice('flags', 'set', 'checkout', '-e', 'staging', '--remove-rule', rules[0]!.id);
    expect((await config('checkout')).rules).toEqual(rules.slice(1));
  });

  it('moves a targeted id from one variant to another', async () => {
    await sluice('flags', 'set', 'checkout', '-e', 'staging', '--target', 'on=cora,al');
    await sluice('flags', 'set', 'checkout', '-e', 'staging', '--target', 'off=al');
    expect((await config('checkout')).targets).toEqual([
      { variant: 'on', ids: ['cora'] },
      { variant: 'off', ids: ['al'] },
    ]);
    await sluice('flags', 'set', 'checkout', '-e', 'staging', '--untarget', 'cora,al');
    expect((await config('checkout')).targets).toEqual([]);
  });

  it('takes a whole configuration from stdin', async () => {
    const stdin = JSON.stringify({ fallthrough: { variant: 'on' } });
    await fixture.run(['flags', 'set', 'checkout', '-e', 'staging', '--from', '-'], { stdin });
    expect((await config('checkout')).fallthrough).toEqual({ variant: 'on' });
  });

  it('changes nothing in a dry run, and says so', async () => {
    const before = await config('checkout');
    const { code, stdout, stderr } = await sluice(
      'flags',
      'set',
      'checkout',
      '-e',
      'staging',
      '--fallthrough',
      'off',
      '--dry-run',
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: '~ fallthrough.variant: on → off\n' });
    expect(stderr).toContain('dry run: nothing was changed');
    expect(await config('checkout')).toEqual(before);
  });

  it('goes back to an earlier version, and shows what each version changed', async () => {
    await sluice(
      'flags',
      'set',
      'copy',
      '-e',
      'staging',
      '--fallthrough',
      'get',
      '-m',
      'new words',
    );
    const history = await sluice('flags', 'history', 'copy', '-e', 'staging');
    expect(history.stdout).toContain('“new words”');
    expect(history.stdout).toMatch(/ {2}~ fallthrough.variant: .* → get/);
    const { code, stdout } = await sluice('flags', 'revert', 'copy', '1', '-e', 'staging');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^~ fallthrough.variant: get → /);
  });

  it('says what a mistyped flag, environment or command was meant to be', async () => {
    const flag = await sluice('flags', 'get', 'chekout');
    expect(flag).toMatchObject({ code: 4, stdout: '' });
    expect(flag.stderr).toContain('Did you mean checkout?');
    const environment = await sluice('flags', 'enable', 'checkout', '-e', 'stagin');
    expect(environment.stderr).toContain('There is no environment stagin. Did you mean staging?');
    const command = await sluice('flags', 'enabel');
    expect(command).toMatchObject({ code: 2 });
    expect(command.stderr).toContain('(Did you mean enable?)');
  });

  it('asks for the confirmation of a warning where nobody can be asked', async () => {
    const argv = ['flags', 'set', 'checkout', '-e', 'staging', '--off-variant', 'on'];
    const refused = await sluice(...argv);
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain('OFF_VARIANT_ON');
    expect(refused.stderr).toContain('→ Say --confirm OFF_VARIANT_ON if that is meant.');
    expect((await sluice(...argv, '--confirm', 'OFF_VARIANT_ON')).code).toBe(0);
    await sluice('flags', 'set', 'checkout', '-e', 'staging', '--off-variant', 'off');
  });

  it('draws the hierarchy with states, and what waits for whom', async () => {
    await sluice('flags', 'create', 'express', '--requires', 'checkout');
    await sluice('flags', 'create', 'gift', '--requires', 'express', '--requires', 'copy=get');
    await sluice('flags', 'enable', 'express', '-e', 'staging');
    const { stdout } = await sluice('flags', 'graph', 'checkout', '-e', 'staging');
    expect(stdout).toBe(
      [
        'checkout  ○ disabled',
        '└─ express  ● enabled  waits for checkout',
        '   └─ gift  ○ disabled',
        '',
      ].join('\n'),
    );
    const above = await sluice('flags', 'graph', 'gift', '-e', 'staging');
    expect(above.stdout).toContain('├─ express  ● enabled');
    expect(above.stdout).toContain('copy  ○ disabled  (when it serves get)');
    const all = await sluice('flags', 'graph', '-e', 'staging');
    expect(all.stdout).toContain('gift  ○ disabled');
  });

  it('archives, restores and deletes only what was meant', async () => {
    await sluice('flags', 'create', 'old');
    const asked = await sluice('flags', 'archive', 'old');
    expect(asked).toMatchObject({ code: 2 });
    expect(asked.stderr).toContain('Say --yes if that is meant.');
    expect(await sluice('flags', 'archive', 'old', '--yes')).toMatchObject({
      code: 0,
      stdout: 'archived old\n',
    });
    expect(await sluice('flags', 'restore', 'old')).toMatchObject({ code: 0 });
    const early = await sluice('flags', 'delete', 'old', '--yes');
    expect(early.code).toBe(4);
    expect(early.stderr).toContain('Archive it first: sluice flags archive KEY.');
    await sluice('flags', 'archive', 'old', '--yes');
    expect(await sluice('flags', 'delete', 'old', '-y')).toMatchObject({
      code: 0,
      stdout: 'deleted old\n',
    });
  });

  it('prints what it cannot trust so that it cannot steer a terminal', async () => {
    await sluice('flags', 'update', 'copy', '--description', 'a\u001b[31mb\u009b2Jc\nd\u202ee');
    const human = await fixture.run(['flags', 'get', 'copy'], { columns: 80 });
    expect(human.stdout).toContain('a\\u{1b}[31mb\\u{9b}2Jc\\nd\\u{202e}e');
    const json = await sluice('flags', 'get', 'copy', '--json');
    expect(json.stdout).toContain(String.raw`"a\u001b[31mb\u009b2Jc\nd\u202ee"`);
    expect((JSON.parse(json.stdout) as Flag).description).toBe('a\u001b[31mb\u009b2Jc\nd\u202ee');
  });
});
