import type { IncomingMessage } from 'node:http';

/** More than the largest body that any route takes. */
const MOST_BYTES = 64 * 1_048_576;
const MOST_MS = 10_000;
/** Who sends nothing for so long waits for the answer. */
const SILENCE_MS = 500;

/** True where a body was announced and has not all come in. */
export function isBodyUnderWay({ headers, complete }: IncomingMessage): boolean {
  if (complete) return false;
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * Settles once the rest of a body that nobody reads has come in and is dropped: after 64 MiB, 10 s, or
 * half a second of silence at the latest. A connection that is closed with a body unread is reset, and who
 * still sends (a proxy, which then answers 502 by itself) never learns why it was refused.
 */
export function letBodyPass(request: IncomingMessage): Promise<void> {
  if (!isBodyUnderWay(request)) return Promise.resolve();
  return new Promise((resolve) => {
    let bytes = 0;
    const end = (): void => {
      clearTimeout(timer);
      clearTimeout(silence);
      request.off('data', count).off('end', end).off('close', end).off('error', end);
      resolve();
    };
    const count = (chunk: Buffer): void => {
      bytes += chunk.length;
      silence.refresh();
      if (bytes > MOST_BYTES) end();
    };
    const timer = setTimeout(end, MOST_MS);
    const silence = setTimeout(end, SILENCE_MS);
    request.on('data', count).on('end', end).on('close', end).on('error', end).resume();
  });
}
