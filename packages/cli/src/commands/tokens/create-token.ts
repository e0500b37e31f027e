import type { CreatedToken, GrantAnswer } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import { usageError } from '../../command/cli-error.js';
import { shortId } from '../../command/chosen-credential.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { printSecret } from '../../words/print-secret.js';

/** Options of `tokens create`. */
export interface CreateTokenOptions extends WriteOptions {
  readonly grant: readonly string[];
  readonly kind: string;
  readonly expires?: string;
}

/** Creates a token and prints its secret. */
export async function createToken(
  context: CommandContext,
  { args, options }: Input<CreateTokenOptions>,
): Promise<void> {
  const { kind, grant, expires } = options;
  const body = {
    kind,
    name: args[0],
    grants: grant.map(parseGrant),
    ...(expires !== undefined && { expiresAt: expires }),
  };
  const written = await write<CreatedToken>(
    context,
    { method: 'POST', path: '/tokens', body },
    options,
  );
  printSecret(
    context,
    written,
    `${kind} token ${written.result.name} (id ${shortId(written.result.id)})`,
  );
  noteOutcome(context, written);
}

/** `operator@genesis/production` */
export function parseGrant(text: string): GrantAnswer {
  const found = /^(viewer|editor|operator|admin)(?:@([^/@]+)(?:\/([^/@]+))?)?$/.exec(text);
  if (found === null) {
    throw usageError(
      `--grant ${text} is no grant.`,
      'Write it like viewer, editor@genesis or operator@genesis/production.',
    );
  }
  const [, role, project = null, environment = null] = found;
  return { role: role as GrantAnswer['role'], project, environment };
}
