import type { Environment } from '@sluice/protocol';
import type { Page } from '../../api/api-client.js';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';

/** Options of `environments list`. */
export interface EnvironmentListOptions {
  readonly archived?: boolean;
}

/** Lists the environments of the project. */
export async function listEnvironments(
  context: CommandContext,
  { options }: Input<EnvironmentListOptions>,
): Promise<void> {
  const path = `${await context.projectPath()}/environments`;
  const archived = options.archived === true;
  const page: Page<Environment> = await context.api.list<Environment>(path, { archived });
  const { out } = context;
  out.result(page, () => {
    out.table(
      ['environment', 'name', 'protected', 'revision', 'shutdown'],
      page.items.map((one) => [
        out.paint.bold(one.key),
        one.name,
        one.protected ? 'protected' : '',
        one.revision,
        one.shutdown ? out.paint.red('ENGAGED') : 'off',
      ]),
    );
  });
}
