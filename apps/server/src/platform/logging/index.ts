export { createLogger, type LoggingConfig } from './create-logger.js';
export { LOGGER, type Logger } from './logger.js';
export { NestLogger } from './nest-logger.js';
