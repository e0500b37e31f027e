import { Global, Module } from '@nestjs/common';
import { RuleLocks } from '../flags/index.js';
import { RolloutLocks } from './rollout-locks.js';
import { RolloutRecorder } from './rollout-recorder.js';
import { RolloutsRepository } from './rollouts.repository.js';

/** What flags have to know of rollouts; apart from the rest, which has to know flags. */
@Global()
@Module({
  providers: [RolloutsRepository, RolloutRecorder, { provide: RuleLocks, useClass: RolloutLocks }],
  exports: [RolloutsRepository, RolloutRecorder, RuleLocks],
})
export class RolloutLocksModule {}
