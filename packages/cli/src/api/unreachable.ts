import { CliError } from '../command/cli-error.js';
import { EXIT } from '../command/exit-codes.js';

const BEFORE_SENDING = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'];

/** Nobody answered at the server's address. `unsent`: the request never left. */
export class Unreachable extends CliError {
  constructor(
    readonly url: string,
    cause: unknown,
    readonly unsent: boolean,
  ) {
    super(`Cannot reach ${url}: ${reasonOf(cause)}.`, {
      exitCode: EXIT.unreachable,
      advice:
        'Is the server running there? In an emergency the variables and the overrides file work without it (docs/operations.md).',
    });
    this.name = 'Unreachable';
    this.cause = cause;
  }
}

/** True where the connection never came about, so that nothing can have been done. */
export function isUnsent(error: unknown): boolean {
  return BEFORE_SENDING.includes(codeOf(error) ?? '');
}

function codeOf(error: unknown): string | null {
  const cause = error instanceof Error ? error.cause : undefined;
  for (const one of [error, cause, firstOf(cause)]) {
    const code = (one as { code?: unknown } | undefined)?.code;
    if (typeof code === 'string') return code;
  }
  return null;
}

function firstOf(error: unknown): unknown {
  return error instanceof AggregateError ? error.errors[0] : undefined;
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in time';
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const inner = firstOf(cause) ?? cause;
  const message =
    inner instanceof Error && inner.message !== '' ? inner.message : 'the connection failed';
  return message.replace(/\.$/, '');
}
