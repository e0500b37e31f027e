export type * from './snapshot.js';
export type * from './detail.js';
export type * from './change.js';
export type * from './evaluator.js';
