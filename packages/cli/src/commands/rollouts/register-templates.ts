import type { Command } from 'commander';
import type { Runner } from '../../command/action.js';
import { withWriteOptions } from '../../command/write-options.js';

/** `sluice rollouts templates list|show|save|delete` */
export function registerTemplates(rollouts: Command, run: Runner): void {
  const templates = rollouts.command('templates').description('saved plans of the project');
  templates
    .command('list')
    .description('by key')
    .action(run(async () => (await import('./templates.js')).listTemplates));
  templates
    .command('show')
    .argument('<key>', 'key of the template')
    .description('its plan as JSON')
    .action(run(async () => (await import('./templates.js')).showTemplate));
  withWriteOptions(
    templates
      .command('save')
      .argument('<key>', 'key of the template; an existing one is replaced')
      .argument(
        '<file>',
        'JSON such as {"strategy": "fast", "waitSeconds": 3600, "guards": []}; - for stdin',
      )
      .description('save a plan for `sluice deploy --template`')
      .option('--name <text>', 'name for people'),
  ).action(run(async () => (await import('./templates.js')).saveTemplate));
  withWriteOptions(
    templates
      .command('delete')
      .argument('<key>', 'key of the template')
      .description('rollouts started from it go on'),
  ).action(run(async () => (await import('./templates.js')).deleteTemplate));
}
