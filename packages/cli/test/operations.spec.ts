import type { EvaluateResponse } from '@sluice/protocol';
import { startCliFixture, type CliFixture, type Run } from './cli-fixture.js';

describe('what an operator does', () => {
  let fixture: CliFixture;
  const sluice = (...argv: string[]): Promise<Run> => fixture.run(argv);

  beforeAll(async () => {
    fixture = await startCliFixture();
    await sluice('flags', 'create', 'checkout');
    await sluice('flags', 'create', 'express', '--requires', 'checkout');
  });

  afterAll(() => fixture.close());

  it('shuts down one environment, or the whole project where none is named', async () => {
    const one = await sluice('shutdown', 'on', '--reason', 'a drill', '-e', 'staging');
    expect(one.stdout).toMatch(/^staging\tENGAGED\t\S+\t.*\ta drill\n$/);
    const all = await sluice('shutdown', 'on', '--reason', 'worse');
    expect(all.stdout).toMatch(/staging\tENGAGED.*a drill\nproduction\tENGAGED.*worse\n/);
    const states = await sluice('shutdown', 'status', '--json');
    expect(JSON.parse(states.stdout)).toMatchObject({
      items: [{ shutdown: true }, { shutdown: true }],
    });
    const off = await fixture.run(['shutdown', 'off', '--reason', 'over', '--all'], {
      env: { SLUICE_ENV: 'staging' },
    });
    expect(off.stdout).toBe('staging\toff\t\t\t\nproduction\toff\t\t\t\n');
  });

  it('needs a reason for a shutdown', async () => {
    expect(await sluice('shutdown', 'on')).toMatchObject({ code: 2 });
  });

  it('reads from the protected environment where none is named, and says so', async () => {
    const { stdout, stderr } = await sluice('eval', 'checkout', '--user', 'cora');
    expect(stdout).toMatch(/^checkout\tfalse\toff\tDISABLED\tdisabled\n$/);
    expect(stderr).toBe('environment production (choose with --env)\n');
  });

  it('explains a decision step by step', async () => {
    await sluice('flags', 'set', 'checkout', '-e', 'staging', '--percentage', '100', '--enable');
    await sluice('flags', 'set', 'express', '-e', 'staging', '--when', 'country in SE', '--enable');
    const fits = await sluice(
      'eval',
      'express',
      '-e',
      'staging',
      '--user',
      '{"id":"cora","country":"SE"}',
      '--explain',
    );
    expect(fits.stdout).toMatch(/^express = true {2}staging, revision \d+, /);
    expect(fits.stdout).toMatch(
      /· requires that flag checkout is on: it is on \(one of its targets or rules decided\)\n {2}▶ rule \S+: everyone gets on; applies: gets on\n {6}✓ country in SE: the user has "SE"\n/,
    );
    await sluice('flags', 'disable', 'checkout', '-e', 'staging');
    const blocked = await sluice('eval', 'express', '-e', 'staging', '--user', 'cora', '--explain');
    expect(blocked.stdout).toContain(
      '▶ requires that flag checkout is on: it is off (disabled); so this serves off',
    );
  });

  it('evaluates all flags, a user from a file, and another moment', async () => {
    const all = await sluice('eval', '-e', 'staging', '--user', 'cora');
    expect(all.stdout.split('\n').map((line) => line.split('\t')[0])).toEqual([
      'checkout',
      'express',
      '',
    ]);
    const options = { stdin: '{"id":"cora"}' };
    const read = await fixture.run(
      [
        'eval',
        'checkout',
        '-e',
        'staging',
        '--user',
        '@-',
        '--at',
        '2030-01-01T00:00:00Z',
        '--json',
      ],
      options,
    );
    expect((JSON.parse(read.stdout) as EvaluateResponse).at).toBe('2030-01-01T00:00:00.000Z');
  });

  it('answers with exit code 4 for a flag that does not exist, and 2 for a user that is no JSON', async () => {
    const unknown = await sluice('eval', 'chekout', '-e', 'staging');
    expect(unknown).toMatchObject({ code: 4, stdout: '' });
    expect(unknown.stderr).toContain('Did you mean checkout?');
    expect(await sluice('eval', 'checkout', '--user', '{id: 1}')).toMatchObject({ code: 2 });
  });

  it('makes, fills, shows and deletes a segment', async () => {
    await sluice(
      'segments',
      'create',
      'staff',
      '-e',
      'staging',
      '--include',
      'ann,bo',
      '--when',
      'email endsWith @x.se',
    );
    const stdin = 'cy\r\n\ndi\n';
    const added = await fixture.run(
      ['segments', 'add', 'staff', 'eve', '-f', '-', '-e', 'staging'],
      { stdin },
    );
    expect(added.stdout).toBe('staff  5 included, 0 excluded, 1 rule\n');
    await sluice('segments', 'remove', 'staff', 'ann', 'bo', '-e', 'staging');
    const shown = await sluice('segments', 'get', 'staff', '-e', 'staging');
    expect(shown.stdout).toContain('included\t3 ids: eve, cy, di\n');
    expect(shown.stdout).toContain('  rule  email endsWith @x.se\n');
    const update = await sluice(
      'segments',
      'update',
      'staff',
      '-e',
      'staging',
      '--exclude',
      'mallory',
    );
    expect(update.stdout).toBe('staff  3 included, 1 excluded, 1 rule\n');
    const mistyped = await sluice('segments', 'get', 'stafff', '-e', 'staging');
    expect(mistyped.stderr).toContain('Did you mean staff?');
    expect(await sluice('segments', 'delete', 'staff', '-e', 'staging', '--yes')).toMatchObject({
      code: 0,
    });
  });

  it('prints the secret of a new key alone on stdout', async () => {
    const { stdout, stderr } = await sluice(
      'keys',
      'create',
      'ci',
      '--kind',
      'server',
      '-e',
      'staging',
    );
    expect(stdout).toMatch(/^slu_srv_\S+\n$/);
    expect(stderr).not.toContain('slu_srv_');
    const rotated = await sluice('keys', 'rotate', 'ci', '-e', 'staging', '--overlap', '0');
    expect(rotated.stdout).toMatch(/^slu_srv_\S+\n$/);
    expect(rotated.stderr).not.toContain('sluice keys revoke');
    const revoked = await sluice('keys', 'revoke', 'ci', '-e', 'staging', '--yes');
    expect(revoked.code).toBe(0);
    const listed = await sluice('keys', 'list', '-e', 'staging');
    expect(listed.stdout).toBe('');
    expect((await sluice('keys', 'list', '-e', 'staging', '--all')).stdout).toContain('\trevoked ');
  });

  it('prints the ids of keys that it takes', async () => {
    const created = await sluice('keys', 'create', 'web', '--kind', 'client', '-e', 'staging');
    const id = /\(id ([0-9a-f]{8})\)/.exec(created.stderr)?.[1] ?? '';
    const rotated = await sluice('keys', 'rotate', id, '-e', 'staging');
    expect(rotated.stderr).toContain(`sluice keys revoke ${id} --env staging\n`);
    const several = await sluice('keys', 'revoke', 'web', '-e', 'staging', '--yes');
    expect(several.code).toBe(2);
    expect(several.stderr).toMatch(/[0-9a-f]{8} \(ends in .{4}, works until .*, replaced by /);
    expect((await sluice('keys', 'revoke', id, '-e', 'staging', '--yes')).stdout).toBe(
      `revoked web ${id}\n`,
    );
    expect((await sluice('keys', 'revoke', 'web', '-e', 'staging', '--yes')).code).toBe(0);
  });

  it('sets how many requests a key may make', async () => {
    const place = ['-e', 'staging'];
    await sluice('keys', 'create', 'busy', '--kind', 'server', '--rate-limit', '50', ...place);
    expect((await sluice('keys', 'list', ...place)).stdout).toContain('\tbusy\t50/s\tworks\t');
    const limited = await sluice('keys', 'limit', 'busy', '20', ...place);
    expect(limited.stdout).toMatch(/^busy [0-9a-f]{8}: 20 requests per second\n$/);
    await sluice('keys', 'limit', 'busy', 'usual', ...place);
    expect((await sluice('keys', 'list', ...place)).stdout).toContain('\tbusy\tusual\tworks\t');
    expect((await sluice('keys', 'limit', 'busy', '0', ...place)).code).toBe(2);
  });

  it('makes a token that may do what it was granted, no more', async () => {
    const { stdout } = await sluice('tokens', 'create', 'bot', '--grant', 'editor@shop/staging');
    const env = { SLUICE_TOKEN: stdout.trim() };
    const who = await fixture.run(['whoami'], { env });
    expect(who.stdout).toContain('may\teditor of shop/staging\n');
    const refused = await fixture.run(['flags', 'create', 'x'], { env });
    expect(refused.code).toBe(4);
    expect(refused.stderr).toMatch(
      /^error FORBIDDEN: .*\n {2}request \S+\n→ `sluice whoami` shows/s,
    );
    expect(await sluice('tokens', 'create', 'x', '--grant', 'king')).toMatchObject({ code: 2 });
    await sluice('tokens', 'revoke', 'bot', '--yes');
    expect(await fixture.run(['whoami'], { env })).toMatchObject({ code: 4 });
  });

  it('shows who did what to a flag, oldest first, and verifies the log', async () => {
    await sluice('flags', 'disable', 'express', '-e', 'staging', '-m', 'too slow');
    const tail = await sluice('audit', 'tail', '--flag', 'express', '-n', '1');
    expect(tail.stdout).toMatch(
      /^\S+ {2}staging {2}.* {2}flag\.disable {2}express {2}“too slow”\n {4}~ enabled: true → false\n$/,
    );
    expect((await sluice('audit', 'verify')).stdout).toMatch(
      /^whole {2}\d+ events checked\nhead {2}\d+ {2}[0-9a-f]{64}\n$/,
    );
    const wrong = await sluice('audit', 'verify', '--seq', '1', '--hash', '0'.repeat(64));
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toContain('NOT WHOLE');
  });

  it('follows the log, and watches one environment, until Ctrl-C', async () => {
    const interrupt = new AbortController();
    const { promise: begun, resolve: begin } = deferred();
    const { promise: seen, resolve: see } = deferred();
    const onOutput = (text: string): void => {
      if (text.includes('watching')) begin();
      if (text.includes('flag.enable')) see();
    };
    const watching = fixture.run(['watch', '-e', 'staging'], {
      signal: interrupt.signal,
      onOutput,
    });
    await begun;
    await sluice('flags', 'enable', 'checkout', '-e', 'production');
    await sluice('flags', 'enable', 'checkout', '-e', 'staging');
    await seen;
    interrupt.abort();
    const { code, stdout } = await watching;
    expect(code).toBe(130);
    expect(stdout).toMatch(
      /^\S+ {2}staging {2}.* {2}flag\.enable {2}checkout\n {4}~ enabled: false → true\n$/,
    );
  });

  it('lists projects and environments, and creates them', async () => {
    expect(await sluice('projects', 'create', 'other', '--name', 'Other')).toMatchObject({
      code: 0,
    });
    expect((await sluice('projects', 'list')).stdout).toBe('other\tOther\t\nshop\tshop\t\n');
    expect(
      (await sluice('environments', 'create', 'only', '-p', 'other', '--protected')).code,
    ).toBe(0);
    expect((await sluice('environments', 'list', '-p', 'other')).stdout).toMatch(
      /^only\tonly\tprotected\t\d+\toff\n$/,
    );
    const which = await sluice('flags', 'list');
    expect(which).toMatchObject({ code: 2 });
    expect(which.stderr).toContain('There are other, shop.');
  });
});

describe('projects and environments', () => {
  let fixture: CliFixture;
  const sluice = (...argv: string[]): Promise<Run> => fixture.run(argv);

  beforeAll(async () => {
    fixture = await startCliFixture();
  });

  afterAll(() => fixture.close());

  it('are changed, and lose their protection only after a yes', async () => {
    const named = await sluice('projects', 'update', 'shop', '--name', 'Shop', '--json');
    expect(JSON.parse(named.stdout)).toMatchObject({ key: 'shop', name: 'Shop' });
    expect((await sluice('projects', 'update', 'shop')).code).toBe(2);
    const place = ['environments', 'update', 'production'];
    expect((await sluice(...place, '--no-protected')).code).toBe(2);
    const freed = await sluice(...place, '--no-protected', '--position', '7', '--yes');
    expect(freed.stdout).toBe('~ protected: true → false\n~ position: 1 → 7\n');
    expect((await sluice(...place, '--position', 'last')).code).toBe(2);
    const unknown = await sluice('environments', 'update', 'prodution', '--name', 'x');
    expect(unknown.stderr).toContain('has no environment prodution. Did you mean production?');
  });

  it('are archived after a yes, say how they come back, and do', async () => {
    expect((await sluice('environments', 'archive', 'staging')).code).toBe(2);
    await sluice('environments', 'archive', 'staging', '--yes');
    expect((await sluice('environments', 'list')).stdout).not.toContain('staging');
    expect((await sluice('environments', 'list', '--archived')).stdout).toMatch(/^staging\t/);
    await sluice('environments', 'restore', 'staging');
    await sluice('flags', 'create', 'checkout');
    await sluice('projects', 'archive', 'shop', '--yes');
    const refused = await sluice('flags', 'create', 'express', '--project', 'shop');
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain('→ Restore it first: sluice projects restore shop\n');
    const mistyped = await sluice('projects', 'restore', 'shp');
    expect(mistyped.stderr).toContain('There is no project shp. Did you mean shop?');
    expect((await sluice('projects', 'restore', 'shop')).stdout).toBe('restored project shop\n');
    expect((await sluice('flags', 'create', 'express')).code).toBe(0);
  });
});

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
