export type * from './command.js';
export type * from './command-handler.js';
export type * from './locked.js';
export type * from './outcome.js';
export type * from './write-unit.js';
export { AuditAppender } from './audit-appender.js';
export type { AuditBatch, AuditEntry } from './audit-appender.js';
export { IdempotencyStore } from './idempotency-store.js';
export type { ClaimOutcome } from './idempotency-store.js';
