import type { ExportDocument, Flag, FlagConfig } from '@sluice/protocol';
import { ApiFailure } from '../../api/api-failure.js';
import { pathOf } from '../../api/api-request.js';
import type { CommandContext } from '../../command/command-context.js';
import { inParallel } from '../../command/in-parallel.js';
import { readExport } from '../transfer/export-project.js';

type Exported = ExportDocument['flags'][number];

/** A flag that is not archived, as one environment has it. */
export interface EnvironmentFlag extends Pick<
  Exported,
  'key' | 'risk' | 'onShutdown' | 'prerequisites'
> {
  readonly config: Pick<FlagConfig, 'enabled' | 'rules' | 'fallthrough'>;
}

const AT_ONCE = 8;

/**
 * Every flag of an environment that is not archived, by key: from an export in one request, or a request
 * per flag for a token that may see this environment and not the whole project.
 */
export async function environmentFlags(
  context: CommandContext,
  environment: string,
): Promise<EnvironmentFlag[]> {
  try {
    return exportedFlags(await readExport(context), environment);
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.status !== 403) throw error;
    return listedFlags(context, environment);
  }
}

function exportedFlags({ flags }: ExportDocument, environment: string): EnvironmentFlag[] {
  return flags.flatMap(({ archived, configurations, ...flag }) => {
    const config = configurations.find((one) => one.environment === environment);
    return archived || config === undefined ? [] : [{ ...flag, config }];
  });
}

async function listedFlags(
  context: CommandContext,
  environment: string,
): Promise<EnvironmentFlag[]> {
  const { api } = context;
  const project = await context.projectPath();
  const { items } = await api.list<Flag>(`${project}/flags`, { state: 'active' });
  return inParallel(items, AT_ONCE, async (flag) => {
    const path = `${project}${pathOf`/environments/${environment}/flags/${flag.key}`}`;
    return { ...flag, config: await api.get<FlagConfig>(path) };
  });
}
