import type { GrantAnswer, Me } from '@sluice/protocol';
import type { CommandContext } from '../../command/command-context.js';

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

/** A grant in words: `operator of genesis/production`. */
export function grantText({ role, project, environment }: GrantAnswer): string {
  if (project === null) return `${role} everywhere`;
  return `${role} of ${environment === null ? project : `${project}/${environment}`}`;
}
