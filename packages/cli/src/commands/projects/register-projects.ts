import type { Command } from 'commander';
import type { Runner } from '../../command/action.js';
import { withWriteOptions, type WriteOptions } from '../../command/write-options.js';
import type { CreateProjectOptions } from './create-project.js';
import type { ProjectListOptions } from './list-projects.js';

/** `sluice projects …` */
export function registerProjects(program: Command, run: Runner): void {
  const projects = program.command('projects').alias('project').description('projects');
  projects
    .command('list')
    .alias('ls')
    .description('projects that you may see')
    .option('--archived', 'archived ones instead')
    .action(run<ProjectListOptions>(async () => (await import('./list-projects.js')).listProjects));
  withWords(withWriteOptions(projects.command('create <key>')))
    .description('a new project, without environments')
    .action(
      run<CreateProjectOptions>(async () => (await import('./create-project.js')).createProject),
    );
  withWords(withWriteOptions(projects.command('update <key>')))
    .description('change its name or description')
    .action(
      run<CreateProjectOptions>(async () => (await import('./update-project.js')).updateProject),
    );
  withWriteOptions(projects.command('archive <key>'))
    .description('keep it readable, and let nothing in it be changed')
    .action(run<WriteOptions>(async () => (await import('./archive-project.js')).archiveProject));
  withWriteOptions(projects.command('restore <key>'))
    .description('make an archived project changeable again')
    .action(run<WriteOptions>(async () => (await import('./archive-project.js')).restoreProject));
}

function withWords(command: Command): Command {
  return command
    .option('--name <text>', 'name shown to people')
    .option('--description <text>', 'what it is for');
}
