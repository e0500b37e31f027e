import { Option, type Command } from 'commander';
import type { Runner } from '../../command/action.js';
import { withWriteOptions } from '../../command/write-options.js';
import { registerDeploy } from './register-deploy.js';
import { registerTemplates } from './register-templates.js';
import { withWatchOptions } from './watch/watch-options.js';

/** `sluice deploy`, `status`, `rollback`, `pause`, `resume`, `advance`, `step-back`, `abort`, `rollouts`, `health`. */
export function registerRollouts(program: Command, run: Runner): void {
  registerDeploy(program, run);
  registerStatus(program, run);
  registerRollback(program, run);
  registerMoves(program, run);
  registerHistory(program, run);
  registerHealth(program, run);
}

function registerStatus(program: Command, run: Runner): void {
  const command = program
    .command('status')
    .argument('[flag]', 'key of a flag; without it everything in the environment')
    .description('where a rollout stands; without a flag: every flag, shutdown and overrides');
  withWatchOptions(command)
    .option('--rule <id>', 'which rule, where several have rollouts')
    .action(run(async () => (await import('./status.js')).status));
}

function registerRollback(program: Command, run: Runner): void {
  withWriteOptions(
    program
      .command('rollback')
      .argument('<flag>', 'key of the flag')
      .description('take a rollout back at once, without asking')
      .option('-r, --reason <text>', 'why: shown and audited (required)')
      .option('--to <percentage>', 'only part of the way, and pause there')
      .option('--rule <id>', 'which rule, where several have rollouts'),
  ).action(run(async () => (await import('./rollback.js')).rollback));
}

const MOVES = {
  pause: 'stand still at the present percentage',
  resume: 'go on after a pause',
  advance: 'go up one step now, if it is healthy',
  'step-back': 'go down one step; the second time it is a rollback',
  abort: 'end the rollout; the percentage stays as it is',
} as const;

function registerMoves(program: Command, run: Runner): void {
  for (const [verb, description] of Object.entries(MOVES)) {
    withWriteOptions(
      program
        .command(verb)
        .argument('<flag>', 'key of the flag')
        .description(description)
        .option('--rule <id>', 'which rule, where several have rollouts'),
    ).action(run(async () => (await import('./move.js')).move(verb as keyof typeof MOVES)));
  }
}

const STATES = ['scheduled', 'running', 'paused', 'completed', 'rolled_back', 'aborted'];

function registerHistory(program: Command, run: Runner): void {
  const rollouts = program.command('rollouts').description('rollouts of an environment');
  rollouts
    .command('list')
    .description('newest first')
    .option('--flag <key>', 'of one flag')
    .addOption(new Option('--state <state>', 'only these').choices(STATES))
    .option('--limit <number>', 'how many (default 20)')
    .action(run(async () => (await import('./list-rollouts.js')).listRollouts));
  rollouts
    .command('show')
    .argument('<rollout>', 'id of a rollout, or key of a flag for its latest')
    .description('all that happened to a rollout, with the evidence')
    .action(run(async () => (await import('./show-rollout.js')).showRollout));
  registerTemplates(rollouts, run);
}

function registerHealth(program: Command, run: Runner): void {
  const health = program.command('health').description('readings for guards of source push');
  health
    .command('push')
    .argument(
      '<file>',
      'JSON such as {"error_rate": 0.3, "p95_latency_ms": 245, "request_count": 18250}; - for stdin',
    )
    .description('hand a reading to a rollout')
    .option('--flag <key>', 'what it is about (default: the only rollout under way)')
    .action(run(async () => (await import('./push-health.js')).pushHealth));
}
