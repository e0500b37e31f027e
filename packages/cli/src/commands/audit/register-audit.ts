import type { Command } from 'commander';
import type { Runner } from '../../command/action.js';
import type { TailOptions } from './tail-audit.js';
import type { VerifyOptions } from './verify-audit.js';

/** `sluice audit …` */
export function registerAudit(program: Command, run: Runner): void {
  const audit = program.command('audit').description('who did what, and whether the log is whole');
  audit
    .command('tail')
    .description('the latest events, oldest first')
    .option('-n, --lines <n>', 'how many', '20')
    .option('-f, --follow', 'go on with new ones until Ctrl-C')
    .option('--actor <name>', 'of this person or token')
    .option('--action <action>', 'like flag.enable, or flag for all of that kind')
    .option('--flag <key>', 'of this flag')
    .option('--resource <kind:id>', 'of this resource')
    .option('--since <instant>', 'not before, RFC 3339')
    .option('--until <instant>', 'before, RFC 3339')
    .option('--all-projects', 'of everything this token may see')
    .action(run<TailOptions>(async () => (await import('./tail-audit.js')).tailAudit));
  audit
    .command('verify')
    .description(
      "whether anybody edited, removed or cut off events of the project's log; exit code 1 if so",
    )
    .option('--global', 'the log of what belongs to no project')
    .option('--seq <n>', 'a head noted down earlier: its number …')
    .option('--hash <hash>', '… and its hash')
    .action(run<VerifyOptions>(async () => (await import('./verify-audit.js')).verifyAudit));
}
