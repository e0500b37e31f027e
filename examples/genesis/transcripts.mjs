// Deploys in a real terminal (tmux), and what it looks like: node examples/genesis/transcripts.mjs [folder]
// With a folder it leaves there the screens as text and as SVG: docs/rollouts.md shows those of docs/terminal.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSmallPrometheus } from './guide/small-prometheus.mjs';
import { inWorld } from './guide/world.mjs';
import { detaches, reported, rollsBack, succeeds } from './transcripts/deploys.mjs';
import { svgOf } from './transcripts/svg.mjs';
import { openTerminal } from './transcripts/terminal.mjs';

const [, , folder] = process.argv;
const TITLES = {
  running: 'A ramp on its way',
  completed: 'A deploy that succeeds',
  'rolled-back': 'A deploy that is rolled back',
};

async function inTerminal(world) {
  world.transcripts = {};
  const dataDir = join(world.directory, '.sluice');
  world.terminal = await openTerminal({ directory: world.directory, dataDir });
  try {
    await reported(world);
    for (const step of [succeeds, rollsBack, detaches]) await step(world);
  } finally {
    await world.terminal.close();
  }
  if (folder !== undefined) await keep(world.transcripts);
}

async function keep(transcripts) {
  await mkdir(folder, { recursive: true });
  for (const [name, ansi] of Object.entries(transcripts)) {
    // eslint-disable-next-line no-control-regex -- takes the colours out
    const text = ansi.replace(/\u001b\[[\d;]*m/g, '').replace(/ +$/gm, '');
    await writeFile(join(folder, `${name}.txt`), `${text}\n`);
    await writeFile(join(folder, `${name}.svg`), svgOf(ansi, TITLES[name]));
  }
}

await inWorld(startSmallPrometheus, [inTerminal]);
