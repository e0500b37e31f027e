import type { CommandContext } from '../../command/command-context.js';

/** Lists the environments of the project. */
export async function listEnvironments(context: CommandContext): Promise<void> {
  const items = await context.environments();
  const { out } = context;
  out.result({ items, nextCursor: null }, () => {
    out.table(
      ['environment', 'name', 'protected', 'revision', 'shutdown'],
      items.map((one) => [
        out.paint.bold(one.key),
        one.name,
        one.protected ? 'protected' : '',
        one.revision,
        one.shutdown ? out.paint.red('ENGAGED') : 'off',
      ]),
    );
  });
}
