import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startCliFixture, type CliFixture } from './cli-fixture.js';

describe('completion', () => {
  let fixture: CliFixture;
  const candidates = async (...words: string[]): Promise<string[]> => {
    const { stdout } = await fixture.run(['__complete', '--', ...words]);
    return stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split('\t')[0] ?? '');
  };

  beforeAll(async () => {
    fixture = await startCliFixture();
    await fixture.run(['flags', 'create', 'checkout']);
    await fixture.run(['flags', 'create', 'chat']);
    await fixture.run(['segments', 'create', 'staff', '-e', 'production']);
  });

  afterAll(() => fixture.close());

  it('knows commands, their options, and what those take', async () => {
    expect(await candidates('seg')).toEqual(['segments']);
    expect(await candidates('flags', 'his')).toEqual(['history']);
    expect(await candidates('flags', 'list', '--ri')).toEqual(['--risk']);
    expect(await candidates('flags', 'list', '--risk', 'm')).toEqual(['medium']);
    expect(await candidates('completion', '')).toEqual(['bash', 'zsh', 'fish']);
  });

  it('asks the server for flags, segments, environments and projects', async () => {
    expect(await candidates('flags', 'enable', 'ch')).toEqual(['chat', 'checkout']);
    expect(await candidates('eval', 'che')).toEqual(['checkout']);
    expect(await candidates('segments', '--env', 'production', 'get', '')).toEqual(['staff']);
    expect(await candidates('flags', 'list', '--env', '')).toEqual(['staging', 'production']);
    expect(await candidates('-p', '')).toEqual(['shop']);
  });

  it('is silent where the server is not there', async () => {
    const env = { SLUICE_URL: 'http://127.0.0.1:9' };
    const { code, stdout, stderr } = await fixture.run(['__complete', '--', 'flags', 'get', ''], {
      env,
    });
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('completes in bash, and runs nothing that a hostile server names a flag', async () => {
    const { stdout: script } = await fixture.run(['completion', 'bash']);
    const fake = 'sluice() { printf "%s\\n" \'$(touch HACKED)\' checkout; }';
    const lines = [
      fake,
      script,
      'COMP_WORDS=(sluice flags get ""); COMP_CWORD=3; _sluice',
      'printf "%s\\n" "${COMPREPLY[@]}"',
    ];
    const options = { cwd: fixture.home, encoding: 'utf8' } as const;
    const bash = spawnSync('bash', ['--norc', '-c', lines.join('\n')], options);
    expect(bash).toMatchObject({ status: 0, stdout: '$(touch HACKED)\ncheckout\n' });
    expect(existsSync(join(fixture.home, 'HACKED'))).toBe(false);
  });

  it('has a script that bash understands', async () => {
    const { stdout } = await fixture.run(['completion', 'bash']);
    const bash = spawnSync('bash', ['-n'], { input: stdout, encoding: 'utf8' });
    expect(bash).toMatchObject({ status: 0, stderr: '' });
    expect(await fixture.run(['completion', 'tcsh'])).toMatchObject({ code: 2 });
  });
});
