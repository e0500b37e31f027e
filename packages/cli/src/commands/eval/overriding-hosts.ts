import type { InstancesPage } from '@sluice/protocol';
import { ApiFailure } from '../../api/api-failure.js';
import type { CommandContext } from '../../command/command-context.js';

/** Hosts of the replicas whose variables or overrides file name the flag; none where the token may not see replicas. */
export async function overridingHosts(context: CommandContext, flag: string): Promise<string[]> {
  const project = await context.project();
  const environment = await context.environment('read');
  try {
    const { replicas } = await context.api.get<InstancesPage>('/instances', { limit: 1 });
    return replicas
      .filter(({ environments }) =>
        environments.some(
          (one) =>
            one.project === project &&
            one.environment === environment &&
            Object.hasOwn(one.overrides, flag),
        ),
      )
      .map(({ host }) => host);
  } catch (error) {
    if (error instanceof ApiFailure && (error.status === 403 || error.status === 404)) return [];
    throw error;
  }
}
