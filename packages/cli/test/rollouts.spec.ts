import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RolloutDetail } from '@sluice/protocol';
import { startCliFixture, type CliFixture, type Run } from './cli-fixture.js';

const QUICK = ['--wait', '0.5', '--check-every', '0.5'];
const GOOD = { error_rate: 0.3, p95_latency_ms: 245, request_count: 18_250, error_count: 55 };
const BAD = { error_rate: 2.4, p95_latency_ms: 310, request_count: 17_980, error_count: 432 };

describe('rollouts from the command line', () => {
  let fixture: CliFixture;
  const sluice = (...argv: string[]): Promise<Run> => fixture.run(argv);
  const on = (flag: string, environment = 'production'): string[] => [flag, '-e', environment];
  const seen = async (flag: string, environment = 'production'): Promise<RolloutDetail> =>
    JSON.parse(
      (await sluice('status', ...on(flag, environment), '--json')).stdout,
    ) as RolloutDetail;
  const push = (flag: string, reading: object): Promise<Run> =>
    fixture.run(['health', 'push', '-', '--flag', ...on(flag)], { stdin: JSON.stringify(reading) });

  async function flag(key: string): Promise<string> {
    await sluice('flags', 'create', key);
    for (const environment of ['staging', 'production'])
      await sluice('flags', 'set', ...on(key, environment), '--fallthrough', 'off');
    return key;
  }

  beforeAll(async () => {
    fixture = await startCliFixture();
  });
  afterAll(() => fixture.close());

  it('goes to 100 % and ends with 0, a line for each event', async () => {
    const key = await flag('ramp');
    const args = ['deploy', ...on(key), '--strategy', 'fast', ...QUICK, '--no-guards', '--watch'];
    const { code, stdout } = await sluice(...args);
    expect(code).toBe(0);
    const events = stdout.split('\n').filter((line) => /^\d{4}-\S+Z {2}ramp {2}/.test(line));
    expect(events.map((line) => line.split('  ')[2])).toEqual([
      'started at 25 %',
      'up to 50 %',
      'up to 100 %',
      'completed at 100 %',
      'COMPLETED at 100 %.',
    ]);
    expect(stdout).toContain('nothing is watched, and nothing comes back by itself');
    expect(await seen(key)).toMatchObject({ state: 'completed', current_percentage: 100 });
  });

  it('comes back on bad metrics, ends with 3, and keeps the evidence', async () => {
    const [key, companion] = [await flag('risky'), await flag('companion')];
    await sluice('flags', 'enable', ...on(companion));
    await push(key, GOOD);
    const args = [
      'deploy',
      ...on(key),
      ...QUICK,
      '--readings',
      'push',
      '--also-disable',
      companion,
    ];
    expect(await sluice(...args)).toMatchObject({ code: 0 });
    for (let pushed = 0; pushed < 2; pushed++) await push(key, BAD);
    const { code, stdout } = await sluice('status', ...on(key), '--watch');
    expect(code).toBe(3);
    expect(stdout).toContain(
      'error-rate: beyond the limit in two readings in a row (ABSOLUTE). 2.4 % of 17,980 requests; at most 1 % errors',
    );
    expect(await seen(key)).toMatchObject({ current_percentage: 0, enabled: false });
    expect(await seen(companion)).toMatchObject({ enabled: false });
    const shown = await sluice('rollouts', 'show', key);
    expect(shown.stdout).toMatch(/Evidence\n.*\n.*error-rate.*TRIPPED \(ABSOLUTE\)/);
  });

  it('shows the plan and what a rollback takes back, and changes nothing, with --dry-run', async () => {
    const key = await flag('tried');
    const { code, stdout } = await sluice(
      ...['deploy', ...on(key), '--steps', '0,5,20,100', '--wait', '5m', '--allow-no-data'],
      ...['--error-threshold', '0.5', '--dry-run'],
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/5 % {2}at once, held for 5 min/);
    expect(stdout).toContain('error-rate: at most 0.5 % errors (SDKs), else rolled back');
    expect(stdout).toContain('kind "flag": tried disabled');
    expect(await seen(key)).toMatchObject({ state: null, current_percentage: 0 });
  });

  it('says in the plan that nobody gets the flag while one above it is disabled', async () => {
    const [top, key] = [await flag('top'), 'below'];
    await sluice('flags', 'create', 'middle', '--requires', top);
    await sluice('flags', 'enable', ...on('middle'));
    await sluice('flags', 'create', key, '--requires', 'middle');
    await sluice('flags', 'set', ...on(key), '--fallthrough', 'off');
    const plan = async (): Promise<string> =>
      (await sluice('deploy', ...on(key), '--no-guards', '--dry-run')).stdout.replace(/\s+/g, ' ');
    expect(await plan()).toContain('NOBODY gets it while top, which it requires, is disabled;');
    await sluice('flags', 'enable', ...on(top));
    expect(await plan()).not.toContain('NOBODY');
  });

  it('finds the environment in which something is to be rolled back', async () => {
    const key = await flag('emergency');
    await sluice('deploy', ...on(key, 'staging'), '--no-guards');
    const { code, stdout, stderr } = await sluice('rollback', key, '--reason', 'smells');
    expect(code).toBe(0);
    expect(stdout).toBe(
      'emergency (staging): running at 5 % → rolled back at 0 %\n  emergency disabled\n',
    );
    expect(stderr).toContain('environment staging (where the rollout is)');
  });

  it('asks which, and touches nothing, where two are under way', async () => {
    const key = await flag('twice');
    for (const environment of ['staging', 'production'])
      await sluice('deploy', ...on(key, environment), '--no-guards');
    const { code, stderr } = await sluice('rollback', key, '--reason', 'smells');
    expect(code).toBe(2);
    expect(stderr).toMatch(/--env staging --rule \S+ \(running\); --env production --rule/);
    expect(await seen(key)).toMatchObject({ state: 'running' });
  });

  it('finds what is under way behind any number of later rollouts that have ended', async () => {
    const key = await flag('two-rules');
    const quick = ['--no-guards', '--strategy', 'instant'];
    await sluice('flags', 'set', ...on(key), '--when', 'country in SE');
    const got = (await sluice('flags', 'get', ...on(key), '--json')).stdout;
    const { configurations } = JSON.parse(got) as { configurations: { rules: { id: string }[] }[] };
    const rule = configurations[0]?.rules[0]?.id ?? '';
    await sluice('deploy', ...on(key), '--rule', rule, ...quick, '--wait', '60');
    for (let ended = 0; ended < 21; ended++) {
      await sluice('deploy', ...on(key), ...quick, '--wait', '60', '--on-rollback', 'rule');
      const last = JSON.parse((await sluice('rollouts', 'show', key, '--json')).stdout) as {
        rule: string;
      };
      await sluice('abort', ...on(key), '--rule', last.rule);
    }
    const { code, stdout } = await sluice('rollback', ...on(key), '--reason', 'smells');
    expect([code, stdout]).toEqual([0, expect.stringContaining('running at 100 % → rolled back')]);
  });

  it('shows the latest rollout, whichever environment it is in', async () => {
    const key = await flag('wandering');
    for (const environment of ['staging', 'production']) {
      await sluice('deploy', ...on(key, environment), '--no-guards');
      await sluice('abort', ...on(key, environment));
    }
    const { stdout } = await sluice('rollouts', 'show', key, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ environment: 'production' });
  });

  it('says what a second step back switched off', async () => {
    const key = await flag('twice-back');
    const args = ['--steps', '5,20,100', '--wait', '60', '--no-guards'];
    await sluice('deploy', ...on(key), ...args, '--also-disable', 'companion');
    for (const verb of ['advance', 'step-back']) await sluice(verb, key);
    expect((await sluice('step-back', key)).stdout).toBe(
      'twice-back (production): running at 5 % → rolled back at 0 %\n  twice-back, companion disabled\n',
    );
  });

  it.each([
    ['status', 'wanderin', '--watch'],
    ['rollouts', 'show', 'wanderin'],
  ])('says of a flag that does not exist what was probably meant: %s', async (...argv) => {
    const { code, stderr } = await sluice(...argv);
    expect([code, stderr]).toEqual([4, expect.stringContaining('Did you mean wandering?')]);
  });

  it('goes up, stands still, goes part of the way back, on, and ends as it is', async () => {
    const key = await flag('by-hand');
    const args = ['--steps', '5,20,100', '--wait', '60', '--no-guards', '--json'];
    const started = JSON.parse((await sluice('deploy', ...on(key), ...args)).stdout) as object;
    expect(started).toMatchObject({ state: 'running', current_percentage: 5 });
    const moves: [string[], string][] = [
      [['advance', key], 'running at 20 %'],
      [['pause', key, '-m', 'lunch'], 'paused at 20 %'],
      [['resume', key], 'running at 20 %'],
      [['rollback', key, '--to', '10', '--reason', 'careful'], 'paused at 10 %'],
      [['resume', key], 'running at 10 %'],
      [['step-back', key], 'running at 5 %'],
      [['abort', key], 'aborted at 5 %'],
    ];
    for (const [argv, end] of moves) {
      const { code, stdout } = await sluice(...argv);
      expect([code, stdout.trim()]).toEqual([0, expect.stringMatching(`→ ${end}$`)]);
    }
    const { transitions } = await seen(key);
    expect(transitions.map(({ evidence }) => evidence)).toContainEqual({ reason: 'careful' });
  });

  it.each([
    [['rollback', 'refused', '--to', 'ten', '--reason', 'x'], 2, '--to ten is no number'],
    [['rollback', 'refused'], 2, '--reason'],
    [['deploy', 'refused', '-e', 'production', '--strategy', 'quick'], 2, 'safe, fast'],
    [['deploy', 'refused', '-e', 'production', '--wait', 'soon'], 2, 'no stretch of time'],
    [['deploy', 'refused'], 2, 'Which environment?'],
    [['deploy', 'refused', '-e', 'production'], 4, '--allow-no-data'],
    [['deploy', 'refused', '-e', 'production', '--steps', '20,5', '--wait', '1'], 4, 'go up'],
    [['deploy', 'refuse', '-e', 'production'], 4, 'Did you mean refused?'],
    [['rollback', 'refused', '--reason', 'x'], 4, 'sluice flags disable refused'],
    [['status', 'refused', '--watch', '-e', 'production'], 4, 'has had no rollout'],
    [['health', 'push', 'nowhere.json'], 2, 'Cannot read'],
    [['status', 'refused', '--url', 'http://127.0.0.1:1'], 5, 'Cannot reach'],
  ])('answers %j with %i', async (argv, code, words) => {
    await flag('refused');
    const run = await fixture.run(argv);
    expect([run.code, run.stderr]).toEqual([code, expect.stringContaining(words)]);
  });

  it('stops watching at Ctrl-C, says how to look again, and leaves the rollout alone', async () => {
    const key = await flag('watched');
    const interrupt = new AbortController();
    const { code, stderr } = await fixture.run(['deploy', ...on(key), '--no-guards', '--watch'], {
      signal: interrupt.signal,
      onOutput: (text) => text.includes('started at') && interrupt.abort(),
    });
    expect(code).toBe(130);
    expect(stderr).toContain('sluice status watched --env production --watch');
    expect(await seen(key)).toMatchObject({ state: 'running' });
  });

  it('draws on a terminal what it says in lines elsewhere, without letting a reason steer it', async () => {
    const key = await flag('drawn');
    await sluice('deploy', ...on(key), '--no-guards');
    await sluice('rollback', key, '--reason', '\u001b[2Jgone\nup to 100 %');
    const argv = ['status', ...on(key)];
    const drawn = await fixture.run(argv, { columns: 80, env: { NO_COLOR: '1' } });
    expect(drawn.stdout).toContain('✗      5 %  ████████');
    expect(drawn.stdout).toContain('\\u{1b}[2Jgone\\nup to 100 %');
    const plain = await sluice(...argv);
    expect(plain.stdout).toContain('state\trolled_back\n');
    for (const { stdout } of [drawn, plain]) expect(stdout).not.toContain('\u001b');
  });

  it('prints a stream of JSON with --json --watch', async () => {
    const key = await flag('streamed');
    const args = ['--strategy', 'instant', ...QUICK, '--no-guards', '--watch', '--json'];
    const { stdout } = await sluice('deploy', ...on(key), ...args);
    const values = stdout
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as { type: string });
    expect(values.map(({ type }) => type)).toEqual(['transition', 'transition', 'rollout']);
    expect(values.at(-1)).toMatchObject({ state: 'completed' });
  });

  it('keeps plans, which a deploy names', async () => {
    const key = await flag('planned');
    const file = join(fixture.home, 'plan.json');
    const plan = { steps: '10,100', waitSeconds: 60, guards: [] };
    await writeFile(file, JSON.stringify(plan));
    expect(await sluice('rollouts', 'templates', 'save', 'weekly', file)).toMatchObject({
      code: 0,
    });
    await writeFile(file, JSON.stringify({ ...plan, steps: '20,100' }));
    expect(await sluice('rollouts', 'templates', 'save', 'weekly', file)).toMatchObject({
      code: 0,
    });
    expect((await sluice('rollouts', 'templates', 'list')).stdout).toMatch(/^weekly\t/);
    await sluice('deploy', ...on(key), '--template', 'weekly');
    expect(await seen(key)).toMatchObject({ template: 'weekly', current_percentage: 20 });
    const gone = await sluice('rollouts', 'templates', 'delete', 'weekly', '--yes');
    expect(gone).toMatchObject({ code: 0 });
    const late = await sluice('deploy', ...on(key, 'staging'), '--template', 'weekly');
    expect(late).toMatchObject({ code: 4 });
    expect(late.stderr).toContain('→ sluice rollouts templates list');
  });

  it('shows everything in an environment before a deployment', async () => {
    const key = await flag('seen');
    await sluice('deploy', ...on(key), '--no-guards');
    await sluice('flags', 'set', ...on('companion'), '--fallthrough', 'on', '--enable');
    const { stdout } = await sluice('status');
    expect(stdout).toContain('shutdown\tnot engaged\n');
    expect(stdout).toContain('seen\ton\t5 % get on, else off\tlow\trunning at 5 % (safe)\n');
    expect(stdout).toContain('companion\ton\ton\tlow\t\n');
    const { flags } = JSON.parse((await sluice('status', '--json')).stdout) as {
      flags: { key: string }[];
    };
    expect(flags.find((one) => one.key === key)).toMatchObject({ current_percentage: 5 });
  });

  it('shows the same to whoever may see that environment alone', async () => {
    const grant = ['--grant', 'operator@shop/production'];
    const token = await sluice('tokens', 'create', 'on-call', ...grant);
    const env = { SLUICE_TOKEN: token.stdout.trim() };
    const of = (text: string): string[] =>
      text.split('\n').filter((line) => /\t(low|high)\t/.test(line));
    const [whole, part] = [await sluice('status'), await fixture.run(['status'], { env })];
    expect(part.code).toBe(0);
    expect(of(part.stdout)).toEqual(of(whole.stdout));
    expect(of(whole.stdout)).not.toEqual([]);
    const graph = await fixture.run(['flags', 'graph'], { env });
    expect(graph).toMatchObject(await sluice('flags', 'graph', '-e', 'production'));
  });
});
