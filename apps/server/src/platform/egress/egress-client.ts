import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { EgressError } from './egress-error.js';
import type { EgressPolicy } from './egress-policy.js';
import { whyFailed } from './why-failed.js';

const TIMEOUT_MS = 5_000;
const MOST_BYTES = 64 * 1024;

/** What came back. Redirects are answers like any other: they are not followed. */
export interface EgressAnswer {
  readonly status: number;
  readonly body: string;
}

interface EgressRequest {
  readonly method?: 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * The one way out for addresses that people give us. The address is checked after resolution and the
 * connection made to that very address, so that a name cannot answer differently the second time; 5 s
 * and 64 KiB in all, no redirects, no credentials from the URL.
 */
export class EgressClient {
  constructor(
    private readonly policy: EgressPolicy,
    private readonly timeoutMs = TIMEOUT_MS,
  ) {}

  /** Throws EgressError for whatever is not an answer in time. */
  get(target: string, headers: Readonly<Record<string, string>> = {}): Promise<EgressAnswer> {
    return this.#ask(target, { headers });
  }

  /** Posts a body; of the answer only the status counts, whatever its size. Throws like `get`. */
  post(
    target: string,
    body: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<EgressAnswer> {
    return this.#ask(target, { method: 'POST', headers, body });
  }

  async #ask(target: string, { body, ...options }: EgressRequest): Promise<EgressAnswer> {
    const url = this.#checked(target);
    const signal = AbortSignal.timeout(this.timeoutMs);
    try {
      return await this.#send(url, { ...options, signal }, body);
    } catch (error) {
      if (error instanceof EgressError) throw error;
      const why = signal.aborted ? `no answer in ${this.timeoutMs} ms` : whyFailed(error);
      throw new EgressError(`${url.origin}: ${why}`, false);
    }
  }

  /** Throws EgressError for a URL that could never be called; names are looked up only when they are. */
  require(target: string): void {
    this.#checked(target);
  }

  #checked(target: string): URL {
    const url = URL.canParse(target) ? new URL(target) : null;
    if (url === null || !['http:', 'https:'].includes(url.protocol))
      throw new EgressError(`${target.slice(0, 200)} is no http or https URL`, true);
    if (url.username !== '' || url.password !== '')
      throw new EgressError('credentials in a URL are refused', true);
    const host = hostOf(url);
    if (isIP(host) !== 0 && !this.policy.allows(host, host)) throw refused(host, host);
    return url;
  }

  #send(
    url: URL,
    options: Pick<RequestOptions, 'method' | 'headers' | 'signal'>,
    body: string | undefined,
  ): Promise<EgressAnswer> {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    return new Promise((resolve, reject) => {
      const sent = request(url, { ...options, agent: false, lookup: this.#lookup }, (response) => {
        if (body !== undefined) {
          resolve({ status: response.statusCode ?? 0, body: '' });
          // Nobody reads it, and a receiver must not keep the connection open.
          response.destroy();
        } else read(response).then(resolve, reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  readonly #lookup: NonNullable<RequestOptions['lookup']> = (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error) return callback(error, '', 0);
      const bad = found.find(({ address }) => !this.policy.allows(hostname, address));
      const [first] = found;
      if (bad || !first) return callback(refused(hostname, bad?.address ?? 'no address'), '', 0);
      if (options.all === true) return callback(null, found);
      return callback(null, first.address, first.family);
    });
  };
}

function hostOf({ hostname }: URL): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

function refused(hostname: string, address: string): EgressError {
  const what = hostname === address ? address : `${hostname} (${address})`;
  return new EgressError(
    `${what} is not public; name it in SLUICE_EGRESS_ALLOW if it may be called`,
    true,
  );
}

async function read(response: IncomingMessage): Promise<EgressAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new EgressError(`an answer above ${MOST_BYTES} bytes`, false);
    chunks.push(chunk);
  }
  return { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') };
}
