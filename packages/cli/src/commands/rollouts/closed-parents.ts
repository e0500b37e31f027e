import type { FlagConfig, FlagGraph } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { CommandContext } from '../../command/command-context.js';

/**
 * Keys of the flags that have to be on for `flag` to be served, at any height, and are disabled: while
 * one is, nobody gets the flag, whatever its percentage.
 */
export async function closedParents(
  { api }: Pick<CommandContext, 'api'>,
  { project, environment }: { readonly project: string; readonly environment: string },
  flag: string,
): Promise<string[]> {
  const flags = pathOf`/projects/${project}/environments/${environment}/flags`;
  const closed: string[] = [];
  const met = new Set([flag]);
  const open = [flag];
  for (let key = open.shift(); key !== undefined; key = open.shift()) {
    const { parents } = await api.get<FlagGraph>(`${flags}${pathOf`/${key}/graph`}`);
    for (const { flag: parent, via, state } of parents) {
      if (via !== 'prerequisite' || state !== 'on' || met.has(parent)) continue;
      met.add(parent);
      const { enabled } = await api.get<FlagConfig>(`${flags}${pathOf`/${parent}`}`);
      (enabled ? open : closed).push(parent);
    }
  }
  return closed;
}
