export { RolloutLocksModule } from './rollout-locks.module.js';
