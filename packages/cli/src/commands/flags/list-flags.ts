import type { Flag } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { positiveNumber } from '../../command/positive-number.js';
import type { Cell } from '../../terminal/text.js';
import { counted } from '../../words/value-text.js';

/** Options of `flags list`. */
export interface ListOptions {
  readonly search?: string;
  readonly tag?: string;
  readonly owner?: string;
  readonly risk?: string;
  readonly state?: string;
  readonly limit?: string;
}

/** Lists flags with a column per environment. */
export async function listFlags(
  context: CommandContext,
  { options }: Input<ListOptions>,
): Promise<void> {
  const { search, tag, owner, risk, state } = options;
  const limit = positiveNumber('--limit', options.limit) ?? Infinity;
  const path = `${await context.projectPath()}/flags`;
  const page = await context.api.list<Flag>(path, { search, tag, owner, risk, state }, limit);
  const environments = (await context.environments()).map(({ key }) => key);
  const { out } = context;
  out.result(page, () => {
    out.table(
      ['flag', 'type', 'risk', ...environments, 'description'],
      page.items.map((flag) => [
        flag.archivedAt === null
          ? out.paint.bold(flag.key)
          : out.paint.dim(`${flag.key} (archived)`),
        flag.type,
        riskCell(context, flag),
        ...environments.map((environment) => stateCell(context, flag, environment)),
        flag.description,
      ]),
    );
    if (out.rich) out.note(out.notePaint.dim(counted(page.items.length, 'flag')));
  });
}

function riskCell({ out }: CommandContext, { risk }: Flag): Cell {
  return risk === 'high' ? out.paint.red(risk) : risk;
}

function stateCell({ out }: CommandContext, flag: Flag, environment: string): Cell {
  const state = flag.environments[environment];
  if (state === undefined) return '';
  return state.enabled ? out.paint.green('on') : out.paint.dim('off');
}
