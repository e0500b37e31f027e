import type { Readable, Writable } from 'node:stream';

/** A stream to write to, as far as it may be a terminal. */
export interface OutputStream extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** A stream to read from, as far as it may be a terminal. */
export interface InputStream extends Readable {
  readonly isTTY?: boolean;
}

/** Everything of the process that commands may use. */
export interface Io {
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}
