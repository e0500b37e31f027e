import type { Token } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { credentialState } from '../../words/credential-state.js';
import { grantText } from '../../words/grant-text.js';

/** Options of `tokens list`. */
export interface TokenListOptions {
  readonly kind?: string;
  readonly all?: boolean;
}

/** Lists tokens; without `--all` those that work. */
export async function listTokens(
  { api, out }: CommandContext,
  { options }: Input<TokenListOptions>,
): Promise<void> {
  const page = await api.list<Token>('/tokens', { kind: options.kind });
  out.result(page, () => {
    const rows = page.items.map((token) => ({ token, state: credentialState(token, new Date()) }));
    out.table(
      ['id', 'kind', 'ends in', 'name', 'may', 'state', 'last used'],
      rows
        .filter(({ state }) => options.all === true || state.works)
        .map(({ token, state }) => [
          token.id,
          token.kind,
          token.hint,
          token.name,
          token.grants.map(grantText).join(', '),
          state.text,
          token.lastUsedAt ?? 'never',
        ]),
    );
  });
}
