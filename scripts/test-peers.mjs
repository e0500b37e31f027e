// npm run test:peers: tests against programs that Node does not bring; says which are missing.
import './check-node.mjs';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ensureReady } from './ensure-ready.mjs';
import { runJest } from './run-jest.mjs';

const PEERS = [
  { program: 'chromium', variable: 'CHROMIUM', what: 'the browser SDK, React and their examples' },
  { program: 'tmux', variable: 'TMUX_PROGRAM', what: 'the sluice command in a terminal' },
  { program: 'prometheus', variable: 'PROMETHEUS', what: 'guards that ask Prometheus' },
  { program: 'nginx', variable: 'NGINX', what: 'the server behind a proxy' },
];

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function pathOf({ program, variable }) {
  const named = process.env[variable];
  if (named) return isExecutable(named) ? named : undefined;
  // Debian keeps nginx where only root looks.
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

const missing = PEERS.filter((peer) => pathOf(peer) === undefined);
if (missing.length > 0) {
  for (const { program, variable, what } of missing)
    console.error(
      `${program} is missing; it is needed to test ${what}. Install it or name it in ${variable}.`,
    );
  console.error(`On Debian: apt-get install ${missing.map(({ program }) => program).join(' ')}`);
  process.exit(1);
}
for (const peer of PEERS) process.env[peer.variable] = pathOf(peer);

await ensureReady();
runJest(['--config', 'jest.peers.config.mjs', ...process.argv.slice(2)]);
