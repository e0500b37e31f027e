export { RolloutPortsModule } from './rollout-ports.module.js';
export { RolloutsModule } from './rollouts.module.js';
export { checkTemplate } from './domain/plan/check-template.js';
export { TemplateWriter } from './templates/template-writer.js';
