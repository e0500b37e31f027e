export * from './stream.js';
export * from './events.js';
export * from './roles.js';
export * from './credentials.js';
export * from './errors.js';
