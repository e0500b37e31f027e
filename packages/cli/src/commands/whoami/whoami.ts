import type { Me } from '@sluice/protocol';
import type { CommandContext } from '../../command/command-context.js';
import { grantText } from '../../words/grant-text.js';

/** Prints the server, the credential's name and its grants. */
export async function whoami({ api, server, out }: CommandContext): Promise<void> {
  const me = await api.get<Me>('/me');
  out.result(me, () => {
    out.pairs([
      ['server', server.url],
      ['from', server.source],
      ['name', me.name],
      ...me.grants.map((grant) => ['may', grantText(grant)] as const),
    ]);
  });
}
