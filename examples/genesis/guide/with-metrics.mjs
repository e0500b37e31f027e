import { readFile } from 'node:fs/promises';
import { startPushing } from './pipeline-push.mjs';

/** Does something while a monitoring job pushes this file again and again. */
export async function withMetrics({ url, token }, file, act) {
  const read = async () =>
    JSON.parse(await readFile(new URL(`../${file}`, import.meta.url), 'utf8'));
  const pushing = startPushing({ url, token, flag: 'phase_4_deployment' }, read);
  await pushing.first;
  try {
    return await act();
  } finally {
    pushing.stop();
  }
}
