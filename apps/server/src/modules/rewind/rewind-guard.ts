import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { LOGGER, type Logger } from '../../platform/logging/index.js';
import type { Actor } from '../auth/index.js';
import { CommandExecutor } from '../commands/index.js';
import { ChangeFollower, type HeldPosition } from '../delivery/index.js';
import { RenewEpochHandler } from './renew-epoch.handler.js';

const SYSTEM: Actor = {
  kind: 'system',
  id: 'restore',
  name: 'restored backup',
  grants: [{ role: 'admin', projectId: null, environmentId: null }],
};

/** Gives environments a new epoch when the database turns out to have been restored from a backup (streaming.md, "Write path"). */
@Injectable()
export class RewindGuard implements OnModuleInit {
  constructor(
    private readonly follower: ChangeFollower,
    private readonly executor: CommandExecutor,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.executor.register(new RenewEpochHandler());
    this.follower.onRewound((held) => void this.renew(held));
  }

  private async renew({ projectKey, environmentKey, ...held }: HeldPosition): Promise<void> {
    const { epoch, revision, environmentId } = held;
    try {
      await this.executor.execute(
        {
          kind: 'environment.renew-epoch',
          target: { project: projectKey, environment: environmentKey },
          baseVersion: null,
          payload: { epoch, revision },
        },
        { actor: SYSTEM, requestId: `rewound:${environmentId}` },
      );
    } catch (error) {
      // SDKs still converge by digest; only the comparison of revisions stays meaningless.
      this.logger.warn({ err: error, environmentId }, 'a restored environment got no new epoch');
    }
  }
}
