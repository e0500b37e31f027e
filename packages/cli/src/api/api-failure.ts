import type { ErrorBody } from '@sluice/protocol';
import { CliError } from '../command/cli-error.js';
import { EXIT, type ExitCode } from '../command/exit-codes.js';

const GATEWAY = [502, 503, 504];

/** A refusal of the API: code, message, details and request id as answered (docs/errors.md). */
export class ApiFailure extends CliError {
  constructor(
    readonly status: number,
    readonly body: Omit<ErrorBody, 'code'> & { readonly code: string },
    advice: string | null = null,
  ) {
    super(body.message, { exitCode: exitCodeOf(status), ...(advice !== null && { advice }) });
    this.name = 'ApiFailure';
  }
}

function exitCodeOf(status: number): ExitCode {
  if (GATEWAY.includes(status)) return EXIT.unreachable;
  return status >= 400 && status < 500 ? EXIT.refused : EXIT.failed;
}
