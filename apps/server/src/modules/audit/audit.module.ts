import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/index.js';
import { AuditAppender } from '../commands/index.js';
import { AuditHeads } from './audit-heads.js';
import { auditKey } from './audit-key.js';
import { AUDIT_KEY } from './audit-key.token.js';
import { AuditController } from './audit.controller.js';
import { AuditRepository } from './audit.repository.js';
import { AuditService } from './audit.service.js';
import { ChainedAuditAppender } from './chained-audit-appender.js';

/** Who did what, when, in chains that show every later change. */
@Global()
@Module({
  controllers: [AuditController],
  providers: [
    AuditHeads,
    AuditRepository,
    AuditService,
    { provide: AUDIT_KEY, inject: [CONFIG], useFactory: (config: Config) => auditKey(config) },
    { provide: AuditAppender, useClass: ChainedAuditAppender },
  ],
  exports: [AUDIT_KEY, AuditAppender, AuditHeads],
})
export class AuditModule {}
