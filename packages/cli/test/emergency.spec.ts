import { startCliFixture, type CliFixture, type Run } from './cli-fixture.js';

describe('an emergency', () => {
  let fixture: CliFixture;
  const sluice = (...argv: string[]): Promise<Run> => fixture.run(argv);

  beforeAll(async () => {
    fixture = await startCliFixture();
    await sluice('flags', 'create', 'checkout');
    await sluice('flags', 'set', 'checkout', '-e', 'staging', '--fallthrough', 'off');
    await sluice('deploy', 'checkout', '-e', 'staging', '--no-guards');
  });
  afterAll(() => fixture.close());

  it.each([
    ['rollback', 'checkout', '--reason'],
    ['shutdown', 'on', '--reason'],
    ['flags', 'disable', 'checkout', '--comment'],
    ['shutdown', 'off', '--reason'],
  ])('takes a log for its reason, cut to what fits: %s %s', async (...argv) => {
    const words = `${'x'.repeat(998)}${'😀'.repeat(900)}`;
    const { code, stderr } = await sluice(...argv, words, '-e', 'staging');
    expect([code, stderr]).toEqual([0, expect.stringContaining('is cut to 1000 characters')]);
    const { items } = JSON.parse((await sluice('audit', 'tail', '-n', '1', '--json')).stdout) as {
      items: object[];
    };
    expect(JSON.stringify(items)).toContain(`${'x'.repeat(998)}…`);
  });
});
