import type { EnvironmentState, ViewName } from './environment-view.js';
import type { WireItem } from './wire-item.js';

/** JSON text of the `Snapshot` of one view (evaluation.md §2). Linear in the size of the bodies. */
export function snapshotText(state: EnvironmentState, view: ViewName): string {
  const { projectKey, environmentKey, epoch, revision, shutdown } = state;
  const head = JSON.stringify({
    schema: 1,
    epoch,
    project: projectKey,
    environment: environmentKey,
    revision,
    shutdown,
  });
  const { flags, segments } = state[view];
  return `${head.slice(0, -1)},"flags":${itemsText(flags)},"segments":${itemsText(segments)}}`;
}

function itemsText(items: ReadonlyMap<string, WireItem>): string {
  const parts: string[] = [];
  for (const [key, item] of items) parts.push(`${JSON.stringify(key)}:${item.body}`);
  return `{${parts.join(',')}}`;
}
