import type { EvaluateResponse } from '@sluice/protocol';
import { startCliFixture, type CliFixture, type Run } from './cli-fixture.js';

describe('--json where something is refused', () => {
  let fixture: CliFixture;
  const sluice = (...argv: string[]): Promise<Run> => fixture.run(argv);

  beforeAll(async () => {
    fixture = await startCliFixture();
    await sluice('flags', 'create', 'checkout');
  });

  afterAll(() => fixture.close());

  it.each([
    ['an unknown command', ['flgs', 'list', '--json'], /unknown command 'flgs'/],
    ['an unknown option', ['--json', 'flags', 'list', '--bogus'], /unknown option '--bogus'/],
    ['a missing argument', ['flags', 'get', '--json'], /missing required argument 'key'/],
    ['too many arguments', ['whoami', 'x', '--json'], /too many arguments/],
    ['an option without value', ['flags', 'list', '--json', '--risk'], /argument missing/],
    ['a choice that is none', ['deploy', 'x', '-s', 'slow', '--json'], /Allowed choices/],
    ['a missing option', ['keys', 'create', 'x', '--json'], /'--kind <kind>' not specified/],
    ['a group alone', ['keys', '--json'], /sluice keys alone is no command/],
    ['what a command itself refuses', ['flags', 'enable', 'checkout', '--json'], /Which env/],
  ])('is one JSON document on stderr for %s', async (_, argv, message) => {
    const { code, stdout, stderr } = await sluice(...argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const error = JSON.parse(stderr) as { message: string };
    expect(error).toMatchObject({ code: 'USAGE', exitCode: 2 });
    expect(error.message).toMatch(message);
  });

  it('carries code, status and advice of a refusal, with no remark before it', async () => {
    const { code, stderr } = await sluice('flags', 'history', 'chekout', '--json');
    expect(code).toBe(4);
    expect(JSON.parse(stderr)).toMatchObject({
      code: 'NOT_FOUND',
      status: 404,
      exitCode: 4,
      advice: expect.stringContaining('Did you mean checkout?') as string,
    });
  });

  it('says nothing on stderr where all went well', async () => {
    const { stdout, stderr } = await sluice('eval', 'checkout', '--json', '--explain');
    expect(stderr).toBe('');
    const { details, environment } = JSON.parse(stdout) as EvaluateResponse;
    expect(environment).toBe('production');
    expect(details[0]?.trace?.decidedBy).toEqual({ step: 'disabled' });
  });

  it('is plain for people', async () => {
    const { code, stderr } = await sluice('flgs');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: unknown command 'flgs'\n/);
  });
});
