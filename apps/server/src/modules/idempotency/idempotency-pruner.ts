import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { LOGGER, type Logger } from '../../platform/logging/index.js';

const HOUR_MS = 3_600_000;
const PRUNE = `DELETE FROM idempotency_keys WHERE created_at < now() - interval '24 hours'`;

/** Forgets idempotency keys after 24 hours. */
@Injectable()
export class IdempotencyPruner implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly database: Database,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.prune(), HOUR_MS).unref();
  }

  onModuleDestroy(): void {
    if (this.timer) clearInterval(this.timer);
  }

  /** Removes what is too old; a failure waits for the next hour. */
  async prune(): Promise<void> {
    await this.database.read(PRUNE).catch((error: unknown) => {
      this.logger.debug({ err: error }, 'old idempotency keys could not be removed');
    });
  }
}
