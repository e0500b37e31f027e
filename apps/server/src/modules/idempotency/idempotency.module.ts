import { Global, Module } from '@nestjs/common';
import { IdempotencyStore } from '../commands/index.js';
import { IdempotencyPruner } from './idempotency-pruner.js';
import { SqlIdempotencyStore } from './sql-idempotency-store.js';

/** Answers a repeated POST with what the first one did. */
@Global()
@Module({
  providers: [IdempotencyPruner, { provide: IdempotencyStore, useClass: SqlIdempotencyStore }],
  exports: [IdempotencyStore],
})
export class IdempotencyModule {}
