import type { ConfirmableCode } from '@sluice/protocol';
import type { Command, CommandTarget } from './command.js';

/** What every write may carry beside its own fields. */
export interface WriteFields {
  readonly comment?: string | undefined;
  readonly confirm?: readonly ConfirmableCode[] | undefined;
}

/** The command that a request body asks for: `comment` and `confirm` are its own members, the rest is its payload. */
export function commandOf<B extends WriteFields>(
  kind: string,
  target: CommandTarget,
  body: B | undefined,
  baseVersion: number | null = null,
): Command<Omit<B, keyof WriteFields>> {
  const { comment, confirm, ...payload } = body ?? ({} as B);
  return {
    kind,
    target,
    baseVersion,
    payload,
    ...(comment !== undefined && { comment }),
    ...(confirm !== undefined && { confirm }),
  };
}
