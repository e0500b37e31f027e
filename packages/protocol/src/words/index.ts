export * from './confirmable-codes.js';
export * from './webhook-events.js';
