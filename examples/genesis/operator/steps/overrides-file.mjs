import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { userOf } from '../expectations.mjs';
import { check, checkEqual, heading } from '../report.mjs';
import { startSdk, timed } from '../sdk-process.mjs';

const SLOWEST_MS = 1_000;

/** The same variables as lines of a file that is watched: no restart, within a second. */
export async function overridesFile({ url, keys, directory }) {
  heading('The overrides file of a running service');
  const path = join(directory, 'overrides.env');
  const write = async (text) => {
    await writeFile(`${path}.new`, text);
    await rename(`${path}.new`, path);
  };
  await write('');
  const environment = { SLUICE_OVERRIDES_FILE: path };
  const sdk = await startSdk({ url, key: keys.production, environment });
  try {
    for (const step of STEPS) await play(sdk, step, write);
  } finally {
    await sdk.stop();
  }
}

const STEPS = [
  {
    lines: 'PHASE_4_DEPLOYMENT=false\n',
    flag: 'phase_4_deployment',
    expected: { value: false, reason: 'OVERRIDE' },
  },
  {
    lines: 'LLM_INTEGRATION_ENABLED=false\n',
    flag: 'llm_integration_enabled',
    expected: { value: false, reason: 'OVERRIDE' },
  },
  {
    lines: 'EMERGENCY_SHUTDOWN=true\n',
    flag: 'orchestration_enabled',
    expected: { value: false, reason: 'SHUTDOWN' },
  },
  { lines: '', flag: 'phase_4_deployment', expected: { value: true } },
];

async function play(sdk, { lines, flag, expected }, write) {
  const user = userOf(0);
  const { ms } = await timed(sdk, { flag, user, ...expected }, () => write(lines));
  const content = lines === '' ? 'an empty file' : lines.trim();
  check(ms <= SLOWEST_MS, `${content}: within a second`, ms);
  const detail = await sdk.detail(flag, user);
  checkEqual(
    detail.value,
    expected.value,
    `${content}: ${flag} is ${expected.value} (${detail.reason})`,
  );
}
