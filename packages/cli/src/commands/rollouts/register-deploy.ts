import { Option, type Command } from 'commander';
import type { Runner } from '../../command/action.js';
import { collect, withWriteOptions } from '../../command/write-options.js';
import { withWatchOptions } from './watch/watch-options.js';

const HELP = `
Examples:
  sluice deploy phase_4_deployment --env production --strategy safe --wait 300 --watch
  sluice deploy checkout --env staging --steps "0,5,20,100" --wait 10m --error-threshold 0.5
  sluice deploy search --env production --guard "cost=prometheus:main:sum(llm_cost_usd) > 50"

Exit codes with --watch: 0 completed, 1 aborted, 3 rolled back, 4 refused, 5 no server, 6 not ended within --timeout, 130 Ctrl-C (with both the rollout goes on).`;

/** `sluice deploy` */
export function registerDeploy(program: Command, run: Runner): void {
  const command = program
    .command('deploy')
    .argument('<flag>', 'key of the flag')
    .description('open a flag step by step, watched, and back by itself when it goes wrong');
  withWriteOptions(withWatchOptions(withTarget(withGuards(withPlan(command)))))
    .addHelpText('after', HELP)
    .action(run(async () => (await import('./deploy.js')).deploy));
}

function withPlan(command: Command): Command {
  return command
    .addOption(
      new Option('-s, --strategy <name>', 'which steps (default safe: 5,10,25,50,75,100)').choices([
        'safe',
        'fast',
        'instant',
        'custom',
      ]),
    )
    .option('--steps <percentages>', 'steps of your own, like "0,5,20,100"')
    .option(
      '--wait <time>',
      'hold of every step: seconds, or 5m, 24h (default 24h; custom has none)',
    )
    .option('--start-at <time>', 'begin later: RFC 3339, "2026-11-22 09:00", or +2h')
    .option('--template <key>', 'a saved plan; options given here go before it');
}

function withGuards(command: Command): Command {
  return command
    .option('--error-threshold <percent>', 'errors above this take it back (default 1)')
    .option('--latency-threshold <ms>', 'a p95 above this takes it back (default 500)')
    .addOption(
      new Option('--readings <source>', 'where errors and latency come from')
        .choices(['telemetry', 'push'])
        .default('telemetry'),
    )
    .option(
      '-g, --guard <guard>',
      'a further guard: short form, JSON or @file (repeatable)',
      collect,
    )
    .option('--no-guards', 'none but those of --guard; without any nothing is watched')
    .option('--allow-no-data', 'start though no SDK has reported lately')
    .option('--check-every <time>', 'time between checks (default 10s)')
    .option('--no-data-limit <time>', 'pause after so long without data (default 10m)');
}

function withTarget(command: Command): Command {
  return command
    .option(
      '--rule <id>',
      'a rule of the flag (default: its only one for everyone, else a new one)',
    )
    .option('--serve <variant>', 'what a new rule serves (default on)')
    .option('--also-disable <flags>', 'flags that a rollback disables too (repeatable)', collect)
    .addOption(
      new Option('--on-rollback <kind>', 'what a rollback takes back').choices(['flag', 'rule']),
    );
}
