export * from './model-server.js';
export * from './arbitrary-change.js';
