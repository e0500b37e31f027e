// A real terminal: tmux, in a server of its own that nobody else uses.
import { execFile } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { until } from '../guide/until.mjs';

const BIN = fileURLToPath(new URL('../../../packages/cli/bin/sluice.mjs', import.meta.url));
const run = promisify(execFile);

/** A shell in 80 columns, in which `sluice` is on the path and finds the server of `dataDir`. */
export async function openTerminal({ directory, dataDir, rows = 44 }) {
  const tmux = process.env.TMUX_PROGRAM || 'tmux';
  const socket = join(directory, 'tmux');
  await mkdir(join(directory, 'bin'), { recursive: true });
  await symlink(BIN, join(directory, 'bin/sluice')).catch(() => {});
  const call = async (...args) => (await run(tmux, ['-S', socket, ...args])).stdout;
  const shell = [
    ...['env', '-i', `PATH=${join(directory, 'bin')}:${process.env.PATH}`, `HOME=${directory}`],
    ...['TERM=screen-256color', 'LANG=C.UTF-8', 'TZ=UTC', 'PS1=$ ', `SLUICE_DATA_DIR=${dataDir}`],
    ...['bash', '--norc', '--noprofile'],
  ];
  await call(
    '-f',
    '/dev/null',
    'new-session',
    '-d',
    '-s',
    't',
    '-x',
    '80',
    '-y',
    `${rows}`,
    ...shell,
  );
  /** What stands on the screen, or with `all` everything that ran over it; with `colours` as a terminal would get it. */
  const screen = async ({ colours = false, all = false } = {}) => {
    const options = [...(colours ? ['-e'] : []), ...(all ? ['-S', '-'] : [])];
    return (await call('capture-pane', '-p', ...options, '-t', 't')).trimEnd();
  };
  return {
    screen,
    type: (...keys) => call('send-keys', '-t', 't', ...keys),
    clear: async () => {
      await call('send-keys', '-t', 't', 'clear', 'Enter');
      await until('a clear screen', screen, { holds: (text) => text === '$' });
      await call('clear-history', '-t', 't');
    },
    /** The screen once this stands on it. */
    shows: (pattern, timeoutMs = 180_000) =>
      until(`${pattern} on the screen`, screen, { holds: (seen) => pattern.test(seen), timeoutMs }),
    close: () => call('kill-server').catch(() => {}),
  };
}
