export { EnvironmentWriter, type EnvironmentDescription } from './environment-writer.js';
export { EnvironmentsModule } from './environments.module.js';
