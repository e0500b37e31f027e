import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { LOGGER, type Logger } from '../../platform/logging/index.js';
import { hashSecret } from './hash-secret.js';
import type { TokenRecord } from './token-record.js';
import { TokenRepository } from './token.repository.js';

const REFRESH_MS = 5_000;
const UNKNOWN_FOR_MS = 2_000;
const MAX_UNKNOWN = 10_000;

/**
 * Valid tokens in memory, so that verifying one costs no database. Read again when told to and every
 * 5 s; a token not found is looked up once and then counts as unknown for 2 s. While the database is
 * away the last known tokens hold, and an unknown one is DATABASE_UNAVAILABLE rather than refused.
 */
@Injectable()
export class TokenDirectory implements OnApplicationShutdown {
  private tokens = new Map<string, TokenRecord>();
  private readonly unknown = new Map<string, number>();
  private used = new Map<string, Date>();
  private timer: NodeJS.Timeout | null = null;
  private begun = 0;
  /** The latest read that was begun of those whose answer is in memory. */
  private applied = 0;

  constructor(
    private readonly repository: TokenRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Reads all tokens and goes on doing so every few seconds. */
  start(): void {
    this.timer ??= setInterval(() => void this.tick(), REFRESH_MS).unref();
    void this.tick();
  }

  /** Writes down when tokens were last used. */
  async onApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.writeUsed();
  }

  /** The token with this secret, or `null`; `mayAsk` is called before the database is. */
  async find(secret: string, now: Date, mayAsk: () => void): Promise<TokenRecord | null> {
    const hash = hashSecret(secret);
    const id = hash.toString('base64');
    const record = this.tokens.get(id) ?? (await this.ask(id, hash, mayAsk));
    if (!record || !timingSafeEqual(record.hash, hash)) return null;
    if (record.expiresAt && record.expiresAt <= now) return null;
    this.used.set(record.id, now);
    return record;
  }

  /** Replaces what is in memory by what the database holds now, or by something newer; keeps it when that fails. */
  async refresh(): Promise<void> {
    const read = ++this.begun;
    const records = await this.repository.all();
    if (read < this.applied) return;
    this.applied = read;
    this.tokens = new Map(records.map((record) => [record.hash.toString('base64'), record]));
    this.unknown.clear();
  }

  private async ask(id: string, hash: Buffer, mayAsk: () => void): Promise<TokenRecord | null> {
    const until = this.unknown.get(id);
    if (until !== undefined && until > performance.now()) return null;
    mayAsk();
    const { begun } = this;
    const record = await this.repository.byHash(hash);
    // All tokens were read after this one was asked for: it may be revoked.
    if (this.applied > begun) return this.tokens.get(id) ?? null;
    if (record) this.tokens.set(id, record);
    else this.remember(id);
    return record;
  }

  private remember(id: string): void {
    if (this.unknown.size >= MAX_UNKNOWN) this.unknown.clear();
    this.unknown.set(id, performance.now() + UNKNOWN_FOR_MS);
  }

  private async tick(): Promise<void> {
    try {
      await this.refresh();
      await this.writeUsed();
    } catch (error) {
      this.logger.debug({ err: error }, 'tokens could not be read again; the last known hold');
    }
  }

  private async writeUsed(): Promise<void> {
    if (this.used.size === 0) return;
    const uses = this.used;
    this.used = new Map();
    await this.repository.markUsed(uses).catch((error: unknown) => {
      this.logger.debug({ err: error }, 'last use of tokens could not be written');
    });
  }
}
