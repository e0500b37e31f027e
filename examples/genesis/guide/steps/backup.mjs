import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { check, checkEqual, heading } from '../../operator/report.mjs';

/** Everything in one file, readable by its owner alone. */
export async function backup(world) {
  heading('2  Backup');
  world.backup = join(world.directory, 'before.sluice.json');
  await world.sluice(['backup', '--output', world.backup]);
  const { flags } = JSON.parse(await readFile(world.backup, 'utf8'));
  checkEqual(flags.length, 17, 'the file holds all 17 flags');
  check(((await stat(world.backup)).mode & 0o077) === 0, 'only its owner can read it');
}
