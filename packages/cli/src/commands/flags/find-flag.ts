import type { Flag } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import { whereUnknown } from '../../api/where-unknown.js';
import type { CommandContext } from '../../command/command-context.js';
import { closestOf } from '../../words/suggestion.js';

/** `work`; where the server does not know the flag, the refusal names the one that was probably meant. */
export async function withFlag<T>(
  context: CommandContext,
  key: string,
  work: () => Promise<T>,
): Promise<T> {
  return whereUnknown(work, () => flagSuggestion(context, key));
}

/** Reads what is the same in all environments. */
export function readFlag(context: CommandContext, key: string): Promise<Flag> {
  return withFlag(context, key, async () =>
    context.api.get<Flag>(`${await context.projectPath()}${pathOf`/flags/${key}`}`),
  );
}

/** Advice for somebody who named a flag that does not exist; null where there is none to give. */
export async function flagSuggestion(context: CommandContext, key: string): Promise<string | null> {
  const flags = await context.api.list<Flag>(`${await context.projectPath()}/flags`, {
    state: 'all',
  });
  const keys = flags.items.map((flag) => flag.key);
  if (keys.includes(key)) return null;
  const closest = closestOf(key, keys);
  const project = await context.project();
  return closest === null
    ? `Project ${project} has no flag ${key}: sluice flags list${context.repeated} shows all.`
    : `Project ${project} has no flag ${key}. Did you mean ${closest}?`;
}
