import { ERROR_CODES, type ErrorCode } from '@sluice/protocol';

/** What an error may carry beside its code and details. */
export interface AppErrorOptions {
  readonly message?: string;
  readonly cause?: unknown;
}

/**
 * The one expected failure of this server: the filter answers it with the status and, unless a
 * sharper `message` is given, the sentence that the registry of error codes holds for `code`.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    details: Readonly<Record<string, unknown>> = {},
    options: AppErrorOptions = {},
  ) {
    super(
      options.message ?? ERROR_CODES[code].message,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }

  /** HTTP status of the code. */
  get status(): number {
    return ERROR_CODES[this.code].status;
  }
}
