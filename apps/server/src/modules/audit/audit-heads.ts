import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { LOGGER, type Logger } from '../../platform/logging/index.js';
import { AuditRepository } from './audit.repository.js';
import type { ChainHead } from './domain/chained-row.js';

const HOUR_MS = 3_600_000;

/**
 * The ends of all chains, logged every hour: kept outside the database they are the anchor with which
 * a chain that was cut off together with its head is found out.
 */
@Injectable()
export class AuditHeads implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly repository: AuditRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.log(), HOUR_MS).unref();
  }

  onModuleDestroy(): void {
    if (this.timer) clearInterval(this.timer);
  }

  /** Number and hash of the last event of each chain, by chain. */
  all(): Promise<(ChainHead & { readonly chain: string })[]> {
    return this.repository.heads();
  }

  /** Writes one log line with every head. */
  async log(): Promise<void> {
    try {
      this.logger.info({ heads: await this.all() }, 'audit heads');
    } catch (error) {
      this.logger.warn(
        { err: error },
        'the audit heads could not be read; the next try is in an hour',
      );
    }
  }
}
