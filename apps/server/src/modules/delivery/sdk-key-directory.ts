import { createHash, timingSafeEqual } from 'node:crypto';
import { credentialKindOf } from '@sluice/protocol';
import type { DeliveryConnection } from './delivery-connection.js';
import { isUsable, type SdkKey } from './domain/sdk-key.js';

/** How long a key that the database does not know is refused without asking again. */
const NEGATIVE_MS = 2_000;
const NEGATIVE_MAX = 10_000;
const REMEMBERED_MAX = 1_000;

const USED = `UPDATE sdk_keys SET last_used_at = now() WHERE id = ANY ($1::uuid[])`;
const COLUMNS = `SELECT id, environment_id, kind, hash, expires_at, revoked_at, rate_limit FROM sdk_keys`;

interface KeyRow {
  readonly id: string;
  readonly environment_id: string;
  readonly kind: 'server' | 'client';
  readonly hash: Buffer;
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
  readonly rate_limit: number | null;
}

/** `unknown` here means: not in memory; only {@link SdkKeyDirectory.resolve} may tell a caller so. */
export type KeyAnswer =
  | { readonly status: 'valid'; readonly key: SdkKey }
  | { readonly status: 'revoked' | 'unknown' | 'unavailable' };

/**
 * The hashes of all SDK keys, in memory: verifying one never touches the database, and goes on
 * while that is away. A key not held costs one look-up before it is refused.
 */
export class SdkKeyDirectory {
  #keys = new Map<string, SdkKey>();
  readonly #refused = new Map<string, number>();
  readonly #lookUps = new Map<string, Promise<KeyAnswer>>();
  readonly #headers = new Map<string, SdkKey>();
  readonly #used = new Set<string>();
  #loaded = false;

  constructor(
    private readonly connection: DeliveryConnection,
    private readonly now: () => number = Date.now,
  ) {}

  all(): IterableIterator<SdkKey> {
    return this.#keys.values();
  }

  /** What memory says of a secret. Never logs, stores or returns it. */
  verify(secret: string): KeyAnswer {
    const hash = createHash('sha256').update(secret).digest();
    const key = this.#keys.get(hash.toString('base64'));
    if (key === undefined || !timingSafeEqual(key.hash, hash)) return { status: 'unknown' };
    return isUsable(key, this.now()) ? { status: 'valid', key } : { status: 'revoked' };
  }

  /** The usable key that was remembered under this `Authorization` header. */
  remembered(header: string): SdkKey | undefined {
    const key = this.#headers.get(header);
    return key !== undefined && isUsable(key, this.now()) ? key : undefined;
  }

  /** Spares the next request with this header the hash; forgotten at the next refresh. */
  remember(header: string, key: SdkKey): void {
    if (this.#headers.size >= REMEMBERED_MAX) this.#headers.clear();
    this.#headers.set(header, key);
  }

  /** The final word on a secret: one look-up where memory does not know it; `unavailable` where the database is away. */
  async resolve(secret: string): Promise<KeyAnswer> {
    const answer = this.verify(secret);
    if (answer.status !== 'unknown') return answer;
    const kind = credentialKindOf(secret);
    if (kind !== 'serverKey' && kind !== 'clientKey') return answer;
    const digest = createHash('sha256').update(secret).digest('base64');
    const refusedAt = this.#refused.get(digest);
    if (refusedAt !== undefined && this.now() - refusedAt < NEGATIVE_MS) return answer;
    const running = this.#lookUps.get(digest);
    if (running !== undefined) return running;
    const lookUp = this.#lookUp(digest, secret).finally(() => this.#lookUps.delete(digest));
    this.#lookUps.set(digest, lookUp);
    return lookUp;
  }

  /** Reads all keys again; one that is gone counts as revoked. Rejects where the database is away. */
  async refresh(): Promise<void> {
    const rows = await this.connection.query<KeyRow>(COLUMNS);
    const keys = new Map<string, SdkKey>();
    for (const row of rows) {
      const digest = row.hash.toString('base64');
      keys.set(digest, this.#merge(this.#keys.get(digest), row));
    }
    for (const [digest, key] of this.#keys) if (!keys.has(digest)) key.revoked = true;
    this.#keys = keys;
    this.#loaded = true;
    this.#refused.clear();
    this.#headers.clear();
  }

  /** Remembers that a key was used just now. */
  markUsed(key: SdkKey): void {
    this.#used.add(key.id);
  }

  /** Writes down which keys were used since the last time; rejects where the database is away. */
  async saveUsed(): Promise<void> {
    const ids = [...this.#used].sort();
    if (ids.length === 0) return;
    await this.connection.query(USED, [ids]);
    for (const id of ids) this.#used.delete(id);
  }

  /** Keys from the last state on disk; ignored once the database was read. */
  restore(keys: readonly SdkKey[]): void {
    if (this.#loaded) return;
    for (const key of keys) this.#keys.set(key.hash.toString('base64'), key);
  }

  async #lookUp(digest: string, secret: string): Promise<KeyAnswer> {
    try {
      const [row] = await this.connection.query<KeyRow>(`${COLUMNS} WHERE hash = $1`, [
        Buffer.from(digest, 'base64'),
      ]);
      if (row !== undefined) {
        this.#keys.set(digest, this.#merge(this.#keys.get(digest), row));
        return this.verify(secret);
      }
    } catch {
      return { status: 'unavailable' };
    }
    if (this.#refused.size >= NEGATIVE_MAX) this.#refused.clear();
    this.#refused.set(digest, this.now());
    return { status: 'unknown' };
  }

  #merge(held: SdkKey | undefined, row: KeyRow): SdkKey {
    const expiresAtMs = row.expires_at?.getTime() ?? null;
    const revoked = row.revoked_at !== null;
    const { rate_limit: rateLimit } = row;
    if (held?.id === row.id) return Object.assign(held, { expiresAtMs, revoked, rateLimit });
    const { id, environment_id: environmentId, kind, hash } = row;
    return { id, environmentId, kind, hash, expiresAtMs, revoked, rateLimit };
  }
}
