import { Inject, Injectable } from '@nestjs/common';
import type { TransactionClient } from '../../platform/database/sql-client.js';
import type { AuditAppender, AuditBatch } from '../commands/index.js';
import { AUDIT_KEY } from './audit-key.token.js';
import { AuditRepository } from './audit.repository.js';
import { chainEvents } from './chain-events.js';

/** Appends what a write did to its chain, inside the transaction of the write. */
@Injectable()
export class ChainedAuditAppender implements AuditAppender {
  constructor(
    private readonly repository: AuditRepository,
    @Inject(AUDIT_KEY) private readonly key: Buffer,
  ) {}

  async append(sql: TransactionClient, batch: AuditBatch): Promise<void> {
    const head = await this.repository.lockHead(sql, batch.chain);
    const { kind, id, name } = batch.actor;
    const common = {
      chain: batch.chain,
      at: batch.at.toISOString(),
      actor: { kind, id, name },
      requestId: batch.requestId,
      comment: batch.comment,
    };
    const events = batch.entries.map((entry) => ({ ...common, ...entry }));
    this.repository.append(sql, chainEvents(this.key, head, events));
  }
}
