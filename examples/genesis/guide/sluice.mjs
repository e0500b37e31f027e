// Runs `sluice` as a person would, in a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Deviation, line } from '../operator/report.mjs';

/** Longer than any command of the guide takes, watched ramps of `--wait 2` among them. */
const COMMAND_MS = 240_000;
const BIN = fileURLToPath(new URL('../../../packages/cli/bin/sluice.mjs', import.meta.url));

/** Variables that would point the command elsewhere. */
const NEUTRAL = { SLUICE_URL: '', SLUICE_TOKEN: '', SLUICE_PROFILE: '', SLUICE_ENV: '' };

/** `sluice` for the server whose data is in `dataDir`; answers exit code (or the signal that ended it) and output, and shows the command. */
export function createSluice({ dataDir, cwd }) {
  const running = new Set();
  const run = async (args, { input = '' } = {}) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      cwd,
      env: { ...process.env, ...NEUTRAL, SLUICE_DATA_DIR: dataDir, NO_COLOR: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: COMMAND_MS,
      killSignal: 'SIGKILL',
    });
    running.add(child);
    child.once('close', () => running.delete(child));
    child.stdin.end(input);
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'])
      child[name].setEncoding('utf8').on('data', (text) => (output[name] += text));
    const [code, signal] = await once(child, 'close');
    return { code: code ?? signal, ...output };
  };
  /** Fails unless the command ends with the code that is expected. */
  const sluice = async (args, { code = 0, input, quiet = false } = {}) => {
    if (!quiet) line(`$ sluice ${args.map(quoted).join(' ')}`);
    const result = await run(args, { input });
    if (result.code === code) return result;
    throw new Deviation(
      `sluice ${args.join(' ')} ended with ${result.code}, not ${code}:\n${result.stdout}${result.stderr}`,
    );
  };
  const json = async (args) =>
    JSON.parse((await sluice([...args, '--json'], { quiet: true })).stdout);
  const stopCommands = () => running.forEach((child) => child.kill('SIGKILL'));
  return { sluice, run, json, stopCommands };
}

function quoted(argument) {
  return /^[\w./:=,+-]+$/.test(argument) ? argument : `'${argument}'`;
}
