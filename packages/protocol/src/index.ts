export * from './stream.js';
export * from './events.js';
export * from './roles.js';
export * from './credentials.js';
export * from './errors.js';
export * from './api-fields.js';
export * from './error-body.js';
export * from './projects.js';
