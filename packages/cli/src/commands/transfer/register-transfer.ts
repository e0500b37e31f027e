import type { Command } from 'commander';
import type { Runner } from '../../command/action.js';
import { collect, withWriteOptions } from '../../command/write-options.js';
import type { BackupOptions } from './backup-project.js';
import type { ExportOptions } from './export-project.js';
import type { ImportOptions } from './import-project.js';
import type { RestoreOptions } from './restore-project.js';

/** `sluice export`, `import`, `backup`, `restore` */
export function registerTransfer(program: Command, run: Runner): void {
  program
    .command('export')
    .description('the whole project as one JSON: to stdout, or a file')
    .option('-o, --output <file>', 'write it there')
    .action(run<ExportOptions>(async () => (await import('./export-project.js')).exportProject));
  withWriteOptions(program.command('import <file>'))
    .description(
      'bring a file in (- for stdin): shows what would change, asks, then does all or nothing',
    )
    .option('--format <format>', 'sluice or genesis (default: told by the file)')
    .option('--hierarchy <file>', 'the second file of the format genesis')
    .option('--into <env>', 'only into this environment (repeatable)', collect)
    .option('--create-environments', 'create those the project lacks')
    .action(run<ImportOptions>(async () => (await import('./import-project.js')).importProject));
  program
    .command('backup')
    .description('export into a file that only you can read')
    .option('-o, --output <file>', 'default: PROJECT-TIME.sluice.json')
    .action(run<BackupOptions>(async () => (await import('./backup-project.js')).backupProject));
  withWriteOptions(program.command('restore <file>'))
    .description(
      'bring a backup back, into its project or the one of --project; shows what would change and asks',
    )
    .option('--archive-others', 'archive flags that are not in the backup')
    .action(run<RestoreOptions>(async () => (await import('./restore-project.js')).restoreProject));
}
