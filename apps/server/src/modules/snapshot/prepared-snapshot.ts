import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { CompressionGate } from './compression-gate.js';
import type { ContentEncoding } from './domain/choose-encoding.js';
import { BODY_HEADERS, CACHED_HEADERS, NOT_MODIFIED_HEADERS } from './response-headers.js';
import { TimedHeaders } from './timed-headers.js';

const compressors = {
  gzip: promisify(gzip),
  br: (bytes: Buffer): Promise<Buffer> =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 5,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
};

/** Below this many bytes compressing costs more than it saves. */
const WORTH_COMPRESSING_BYTES = 1024;

/** One body of `GET /sdk/v1/snapshot`, its compressed forms made once, off the main thread, when first asked for. */
export class PreparedSnapshot {
  readonly identity: Buffer;
  readonly notModifiedHeaders: TimedHeaders;
  readonly #made = new Map<ContentEncoding, Buffer>();
  readonly #headers = new Map<ContentEncoding, TimedHeaders>();
  readonly #making = new Map<ContentEncoding, Promise<Buffer>>();

  constructor(
    readonly etag: string,
    text: string,
    private readonly gate = new CompressionGate(),
  ) {
    this.identity = Buffer.from(text);
    this.notModifiedHeaders = new TimedHeaders([...NOT_MODIFIED_HEADERS, 'ETag', etag]);
  }

  /** Headers of the answer with `bytes`, which are this snapshot in `encoding`. */
  headersOf(encoding: ContentEncoding, bytes: Buffer): TimedHeaders {
    const known = this.#headers.get(encoding);
    if (known !== undefined) return known;
    const headers = [...BODY_HEADERS, ...CACHED_HEADERS, 'ETag', this.etag];
    headers.push('Content-Type', 'application/json; charset=utf-8');
    headers.push('Content-Length', String(bytes.length));
    if (encoding !== 'identity') headers.push('Content-Encoding', encoding);
    const made = new TimedHeaders(headers);
    this.#headers.set(encoding, made);
    return made;
  }

  /** The encoding to send where the client would like `wanted`: none for little, nor while too much else is being compressed. */
  encodingFor(wanted: ContentEncoding): ContentEncoding {
    if (this.identity.length < WORTH_COMPRESSING_BYTES) return 'identity';
    const begun = this.#made.has(wanted) || this.#making.has(wanted);
    return begun || this.gate.open ? wanted : 'identity';
  }

  /** The bytes, at once where they exist. */
  bytes(encoding: ContentEncoding): Buffer | Promise<Buffer> {
    if (encoding === 'identity') return this.identity;
    return this.#made.get(encoding) ?? this.#make(encoding);
  }

  #make(encoding: 'gzip' | 'br'): Promise<Buffer> {
    const running = this.#making.get(encoding);
    if (running !== undefined) return running;
    const packed = this.gate.run(() => compressors[encoding](this.identity));
    const started = packed.then((bytes) => {
      this.#made.set(encoding, bytes);
      this.#making.delete(encoding);
      return bytes;
    });
    this.#making.set(encoding, started);
    return started;
  }
}
