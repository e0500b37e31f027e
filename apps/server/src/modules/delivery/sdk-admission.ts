import type { ErrorCode } from '@sluice/protocol';
import { credentialKindOf } from '@sluice/protocol';
import { RateLimiter } from '../../platform/http/rate-limiter.js';
import type { SdkKey } from './domain/sdk-key.js';
import type { KeyAnswer, SdkKeyDirectory } from './sdk-key-directory.js';

/** Whether an SDK may come in, and if not, why. */
export type SdkAdmittance =
  | { readonly ok: true; readonly key: SdkKey }
  | { readonly ok: false; readonly code: ErrorCode; readonly retryAfterSeconds?: number };

/** Limits on SDK keys and on those who come without a good one. */
export interface SdkLimits {
  /** Requests per second of a key without a limit of its own. */
  readonly sdkRateLimit: number;
  /** Failures per minute and address. */
  readonly anonymousRateLimit: number;
}

const REFUSALS = {
  revoked: 'KEY_REVOKED',
  unknown: 'KEY_INVALID',
  unavailable: 'DATABASE_UNAVAILABLE',
} as const;

/** Lets SDKs in by their key, over HTTP and over the stream: credential, then rate. Synchronous for every key in memory. */
export class SdkAdmission {
  readonly #keyLimiter: RateLimiter;
  readonly #addressLimiter: RateLimiter;

  constructor(
    private readonly keys: SdkKeyDirectory,
    private readonly limits: SdkLimits,
    clock: () => number = () => performance.now(),
  ) {
    this.#keyLimiter = new RateLimiter(clock);
    this.#addressLimiter = new RateLimiter(clock);
  }

  /**
   * Judges a whole `Authorization` header that was good before, without hashing its key again;
   * `null` where it is not remembered. The memory is small and forgets with every refresh of keys.
   */
  admitKnown(header: string | undefined): SdkAdmittance | null {
    const key = header === undefined ? undefined : this.keys.remembered(header);
    return key === undefined ? null : this.#limit(key);
  }

  /** Judges the secret (`null`: none was sent) that came from `address`; where it is good, `header` is remembered. */
  admit(
    secret: string | null,
    address: string,
    header?: string,
  ): SdkAdmittance | Promise<SdkAdmittance> {
    if (secret === null) return this.#refuse('UNAUTHENTICATED', address);
    const answer = this.keys.verify(secret);
    if (answer.status === 'valid' && header !== undefined) this.keys.remember(header, answer.key);
    if (answer.status !== 'unknown') return this.#judge(answer, address);
    const kind = credentialKindOf(secret);
    if (kind === 'personal' || kind === 'service') {
      return this.#refuse('WRONG_CREDENTIAL_KIND', address);
    }
    const waitMs = this.#addressLimiter.waitOf(address, this.limits.anonymousRateLimit / 60);
    if (waitMs > 0) return limited(waitMs);
    return this.keys.resolve(secret).then((resolved) => this.#judge(resolved, address));
  }

  #judge(answer: KeyAnswer, address: string): SdkAdmittance {
    if (answer.status !== 'valid') return this.#refuse(REFUSALS[answer.status], address);
    return this.#limit(answer.key);
  }

  #limit(key: SdkKey): SdkAdmittance {
    const waitMs = this.#keyLimiter.take(key.id, key.rateLimit ?? this.limits.sdkRateLimit);
    if (waitMs > 0) return limited(waitMs);
    this.keys.markUsed(key);
    return { ok: true, key };
  }

  #refuse(code: ErrorCode, address: string): SdkAdmittance {
    if (code === 'DATABASE_UNAVAILABLE') return { ok: false, code, retryAfterSeconds: 1 };
    const waitMs = this.#addressLimiter.take(address, this.limits.anonymousRateLimit / 60);
    return waitMs > 0 ? limited(waitMs) : { ok: false, code };
  }
}

function limited(waitMs: number): SdkAdmittance {
  return { ok: false, code: 'RATE_LIMITED', retryAfterSeconds: Math.ceil(waitMs / 1000) };
}
