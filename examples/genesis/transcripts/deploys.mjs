import { check, checkEqual, heading } from '../operator/report.mjs';
import { until } from '../guide/until.mjs';

const FLAG = 'phase_4_deployment';
const PLACE = ['--env', 'production'];
const COMMAND = `sluice deploy ${FLAG} --env production --steps 10,25,100 --wait 20 --check-every 1 --error-threshold 1.0 --latency-threshold 500 --also-disable aatc_system_enabled --watch`;

/** Types the command, says yes to its question, and waits until it draws. */
async function begin(world) {
  const { terminal } = world;
  await terminal.clear();
  await terminal.type(COMMAND, 'Enter');
  await terminal.shows(/Start this rollout/);
  await terminal.type('y', 'Enter');
  await terminal.shows(/Ctrl-C stops watching/);
}

/** Exit code of the last command, as the shell has it. */
async function exitCode({ terminal }) {
  await terminal.type('echo "exit code $?"', 'Enter');
  const text = await terminal.shows(/^exit code \d/m, 10_000);
  const [, code] = [...text.matchAll(/^exit code (\d+)$/gm)].at(-1) ?? [];
  return code;
}

/** The SDK has to have reported before a watched rollout may start. */
export async function reported({ run }) {
  const command = COMMAND.split(' ').slice(1, -1);
  await until('the first report of the SDK', () => run([...command, '--dry-run']), {
    holds: ({ code }) => code === 0,
  });
}

/** A deploy that succeeds: what it looks like on the way, and at the end. */
export async function succeeds(world) {
  heading('A deploy that succeeds, in a terminal');
  const { terminal } = world;
  await begin(world);
  await terminal.shows(/▶ +25 %[^]*✓ error-rate[^]*✓ latency/);
  world.transcripts.running = await terminal.screen({ colours: true });
  await terminal.shows(/COMPLETED/);
  world.transcripts.completed = await terminal.screen({ colours: true, all: true });
  check(world.transcripts.completed.includes('COMPLETED at 100 %'), 'it says that it is completed');
  checkEqual(await exitCode(world), '0', 'exit code 0');
}

/** A deploy that comes back by itself: at 25 % phase 4 begins to fail. */
export async function rollsBack(world) {
  heading('A deploy that rolls back, in a terminal');
  const { terminal, service, sluice } = world;
  await begin(world);
  await terminal.shows(/▶ +25 %/);
  await service.fault(0.3);
  await terminal.shows(/ROLLED BACK/);
  world.transcripts['rolled-back'] = await terminal.screen({ colours: true });
  await service.fault(0);
  const text = await terminal.screen();
  check(text.includes('phase_4_deployment, aatc_system_enabled disabled'), 'it says what is off');
  check(text.includes('TRIPPED'), 'the guard that tripped stands beside its threshold');
  checkEqual(await exitCode(world), '3', 'exit code 3');
  await sluice(['rollouts', 'show', FLAG, ...PLACE]);
}

/** Ctrl-C ends the watching; the rollout goes on, and the terminal says how to look again. */
export async function detaches(world) {
  heading('Ctrl-C, in a terminal');
  const { terminal, json, sluice } = world;
  await begin(world);
  await terminal.type('C-c');
  const text = await terminal.shows(/Stopped watching. The rollout goes on.[^]*roll back/);
  check(
    text.includes(`sluice status ${FLAG} --env production --watch`),
    'it says how to look again',
  );
  checkEqual(await exitCode(world), '130', 'exit code 130');
  checkEqual((await json(['status', FLAG, ...PLACE])).state, 'running', 'the rollout goes on');
  await sluice(['rollback', FLAG, '--reason', 'the example is done']);
}
