export { RolloutLocksModule } from './rollout-locks.module.js';
export { RolloutsModule } from './rollouts.module.js';
