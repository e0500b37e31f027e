import type { Project } from '@sluice/protocol';
import { closestOf } from '../words/suggestion.js';
import type { CommandContext } from './command-context.js';

/** Advice where the project or environment that was named does not exist; null where both do. */
export async function placeSuggestion(context: CommandContext): Promise<string | null> {
  const project = await context.project();
  const projects = (await context.api.list<Project>('/projects')).items.map(({ key }) => key);
  if (!projects.includes(project)) return unknown('project', project, projects);
  const environment = context.namedEnvironment();
  const environments = (await context.environments()).map(({ key }) => key);
  if (environment === undefined || environments.includes(environment)) return null;
  return unknown('environment', environment, environments);
}

function unknown(noun: string, given: string, known: readonly string[]): string {
  const closest = closestOf(given, known);
  const said = `There is no ${noun} ${given}.`;
  return closest === null
    ? `${said} There are: ${known.join(', ')}.`
    : `${said} Did you mean ${closest}?`;
}
