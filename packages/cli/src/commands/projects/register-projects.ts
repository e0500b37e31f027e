import type { Command } from 'commander';
import type { Runner } from '../../command/action.js';
import { withWriteOptions } from '../../command/write-options.js';
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
  withWriteOptions(projects.command('create <key>'))
    .description('a new project, without environments')
    .option('--name <text>', 'name shown to people')
    .option('--description <text>', 'what it is for')
    .action(
      run<CreateProjectOptions>(async () => (await import('./create-project.js')).createProject),
    );
}
