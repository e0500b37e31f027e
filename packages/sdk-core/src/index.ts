export type * from './ports/clock.js';
export type * from './ports/logger.js';
export type * from './ports/random.js';
export type * from './ports/storage.js';
export type * from './ports/timers.js';
export type * from './ports/transport.js';
