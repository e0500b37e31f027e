export { CONFIG, type Config } from './config.js';
export { ConfigError } from './config-error.js';
export { processConfig } from './process-config.js';
export { readConfig, type ProcessFacts } from './read-config.js';
export { VARIABLES } from './variables.js';
