import { Global, Module } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { AuditAppender } from './audit-appender.js';
import { CommandExecutor } from './command-executor.js';
import { IdempotencyStore } from './idempotency-store.js';

/** Makes the executor injectable; audit and idempotency come from global modules of their own. */
@Global()
@Module({
  providers: [
    {
      provide: CommandExecutor,
      useFactory: (database: Database, auditor: AuditAppender, idempotency: IdempotencyStore) =>
        new CommandExecutor(database, auditor, idempotency),
      inject: [Database, AuditAppender, IdempotencyStore],
    },
  ],
  exports: [CommandExecutor],
})
export class CommandsModule {}
