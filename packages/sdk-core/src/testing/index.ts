export * from './arbitrary-change.js';
export * from './fake-logger.js';
export * from './fake-storage.js';
export * from './fake-time.js';
export * from './fake-transport.js';
export * from './fake-world.js';
export * from './model-server.js';
export * from './seeded-random.js';
