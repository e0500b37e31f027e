import type { IncomingMessage } from 'node:http';

/** Largest body of an evaluation request, in bytes: it bounds the work that one context can cause. */
export const OFREP_BODY_LIMIT = 65_536;

/** Gives the whole body, or `null` as soon as it is known to be too large; nothing where the caller goes away. */
export function readBody(request: IncomingMessage, done: (body: Buffer | null) => void): void {
  if (Number(request.headers['content-length'] ?? 0) > OFREP_BODY_LIMIT) return done(null);
  const chunks: Buffer[] = [];
  let size = 0;
  const onData = (chunk: Buffer): void => {
    size += chunk.length;
    if (size <= OFREP_BODY_LIMIT) {
      chunks.push(chunk);
      return;
    }
    request.removeListener('data', onData).removeListener('end', onEnd);
    done(null);
  };
  const onEnd = (): void => {
    const [first] = chunks;
    done(chunks.length === 1 && first ? first : Buffer.concat(chunks));
  };
  request
    .on('data', onData)
    .on('end', onEnd)
    .on('error', () => undefined);
}
