import type { SdkKeyAnswer } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { credentialState } from '../../words/credential-state.js';

/** Options of `keys list`. */
export interface KeyListOptions {
  readonly kind?: string;
  readonly all?: boolean;
}

/** Lists the keys of an environment; without `--all` those that work. */
export async function listKeys(
  context: CommandContext,
  { options }: Input<KeyListOptions>,
): Promise<void> {
  const path = `${await context.environmentPath('read')}/keys`;
  const page = await context.api.list<SdkKeyAnswer>(path, { kind: options.kind });
  const { out } = context;
  out.result(page, () => {
    const rows = page.items.map((key) => ({ key, state: credentialState(key, new Date()) }));
    out.table(
      ['id', 'kind', 'ends in', 'name', 'limit', 'state', 'last used'],
      rows
        .filter(({ state }) => options.all === true || state.works)
        .map(({ key, state }) => [
          key.id,
          key.kind,
          key.hint,
          key.name,
          key.rateLimit === null ? 'usual' : `${key.rateLimit}/s`,
          state.text,
          key.lastUsedAt ?? 'never',
        ]),
    );
  });
}
