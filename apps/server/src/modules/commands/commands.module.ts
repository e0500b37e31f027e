import { Global, Module } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { AuditAppender } from './audit-appender.js';
import { ChangeOutbox } from './change-outbox.js';
import { CommandExecutor } from './command-executor.js';
import { IdempotencyStore } from './idempotency-store.js';

/** Makes the executor injectable; audit, idempotency and outbox come from global modules of their own. */
@Global()
@Module({
  providers: [
    {
      provide: CommandExecutor,
      useFactory: (
        database: Database,
        auditor: AuditAppender,
        ...rest: [IdempotencyStore, ChangeOutbox]
      ) => new CommandExecutor(database, auditor, ...rest),
      inject: [Database, AuditAppender, IdempotencyStore, ChangeOutbox],
    },
  ],
  exports: [CommandExecutor],
})
export class CommandsModule {}
