import type { Shutdowns } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { CommandContext } from '../../command/command-context.js';
import { printShutdowns } from './print-shutdowns.js';

/** Prints where the shutdown is engaged, and which replicas hold it by their variable. */
export async function shutdownStatus(context: CommandContext): Promise<void> {
  const environment = context.namedEnvironment();
  const project = await context.projectPath();
  const place = environment === undefined ? '' : pathOf`/environments/${environment}`;
  const state = await context.api.get<Shutdowns>(`${project}${place}/shutdown`);
  const { out } = context;
  out.result(state, () => {
    printShutdowns(context, state.items);
    for (const { host, replica, beatAt } of state.holders) {
      out.warn(`held by EMERGENCY_SHUTDOWN of ${host} (replica ${replica}, last seen ${beatAt})`);
    }
  });
}
