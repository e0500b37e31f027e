import { Controller, Get, Query } from '@nestjs/common';
import {
  auditPageSchema,
  auditQuerySchema,
  auditVerificationSchema,
  auditVerifyQuerySchema,
  type AuditPage,
  type AuditQuery,
  type AuditVerification,
  type AuditVerifyQuery,
} from '@sluice/protocol';
import { Access, Reads } from '../../platform/http/index.js';
import { CurrentActor, type Actor } from '../auth/index.js';
import { AuditService } from './audit.service.js';

@Controller('api/v1/audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Get()
  @Access({ role: 'viewer', scope: 'none' })
  @Reads({
    schema: auditPageSchema,
    description: 'Audit events this token may see, newest first',
    errors: ['NOT_FOUND'],
  })
  search(
    @CurrentActor() actor: Actor,
    @Query({ schema: auditQuerySchema }) query: AuditQuery,
  ): Promise<AuditPage> {
    return this.audit.search(actor, query);
  }

  @Get('verify')
  @Access({ role: 'admin', scope: 'none' })
  @Reads({
    schema: auditVerificationSchema,
    description: 'Whether a chain is whole, and if not, where and how',
    errors: ['NOT_FOUND', 'FORBIDDEN'],
  })
  verify(
    @CurrentActor() actor: Actor,
    @Query({ schema: auditVerifyQuerySchema }) query: AuditVerifyQuery,
  ): Promise<AuditVerification> {
    return this.audit.verify(actor, query);
  }
}
