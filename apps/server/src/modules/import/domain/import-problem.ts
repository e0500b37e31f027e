import type { ErrorCode } from '@sluice/protocol';

/** One thing that keeps a document from being imported. */
export interface ImportProblem {
  /** JSON Pointer (RFC 6901) into the request body, e.g. `/document/flags/beta/enabled`. */
  readonly path: string;
  readonly code: ErrorCode;
  /** What was refused, the value, and what to do. */
  readonly message: string;
}
