import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { OverridesFile, type Variables } from './overrides-file.js';

describe('OverridesFile', () => {
  let dir: string;
  let path: string;
  let file: OverridesFile;
  let warnings: string[];
  let seen: Variables[];
  let wake: () => void;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'sluice-overrides-'));
    path = join(dir, 'overrides.env');
    warnings = [];
    seen = [];
    wake = () => undefined;
    const sink = { write: (line: string) => void warnings.push(line) };
    file = new OverridesFile(path, pino({ level: 'warn' }, sink), (variables) => {
      seen.push(variables);
      wake();
    });
  });

  afterEach(async () => {
    file.stop();
    await rm(dir, { recursive: true });
  });

  /** Resolves with the next content that is told. */
  const next = (): Promise<Variables> =>
    new Promise((resolve) => {
      wake = () => resolve(seen.at(-1)!);
    });

  it('tells what the file says at the start and within a second of every change, replaced or rewritten', async () => {
    await writeFile(path, 'A=1');
    await file.start();
    expect([...seen[0]!]).toEqual([['A', '1']]);
    const rewritten = next();
    const started = performance.now();
    await writeFile(path, 'A=2\nB=3');
    expect([...(await rewritten)]).toEqual([
      ['A', '2'],
      ['B', '3'],
    ]);
    expect(performance.now() - started).toBeLessThan(1_000);
    const replaced = next();
    await writeFile(`${path}.new`, 'C=4');
    await rename(`${path}.new`, path);
    expect([...(await replaced)]).toEqual([['C', '4']]);
    const emptied = next();
    await writeFile(path, '');
    expect((await emptied).size).toBe(0);
  });

  it('keeps what it said when it vanishes, with one warning, and goes on when it is back', async () => {
    await writeFile(path, 'A=1');
    await file.start();
    await rm(path);
    for (let i = 0; i < 3; i += 1) await file.check();
    expect(seen.map((variables) => [...variables])).toEqual([[['A', '1']]]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('stays in force');
    const back = next();
    await writeFile(path, 'A=2');
    expect([...(await back)]).toEqual([['A', '2']]);
  });

  it('warns of a file that is not there at the start, and takes it once it appears', async () => {
    await file.start();
    expect([seen.length, warnings.length]).toEqual([0, 1]);
    const appeared = next();
    await writeFile(path, 'EMERGENCY_SHUTDOWN=true');
    expect((await appeared).get('EMERGENCY_SHUTDOWN')).toBe('true');
  });
});
