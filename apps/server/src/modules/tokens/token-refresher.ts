import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { LOGGER, type Logger } from '../../platform/logging/index.js';
import { TokenDirectory } from '../auth/index.js';
import { ChangeFeed } from '../delivery/index.js';

/** Makes a token that was created or revoked on another replica count here at once. */
@Injectable()
export class TokenRefresher implements OnModuleInit, OnModuleDestroy {
  private unsubscribe: () => void = () => undefined;

  constructor(
    private readonly feed: ChangeFeed,
    private readonly directory: TokenDirectory,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.unsubscribe = this.feed.onTokens(() => void this.refresh());
  }

  onModuleDestroy(): void {
    this.unsubscribe();
  }

  private async refresh(): Promise<void> {
    await this.directory.refresh().catch((error: unknown) => {
      this.logger.debug({ err: error }, 'tokens could not be read again; the next try is in 5 s');
    });
  }
}
