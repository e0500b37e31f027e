export { RolloutPortsModule } from './rollout-ports.module.js';
export { RolloutsModule } from './rollouts.module.js';
