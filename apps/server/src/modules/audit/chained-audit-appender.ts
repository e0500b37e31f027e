import { setImmediate as nextTurn } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { SqlClient, TransactionClient } from '../../platform/database/sql-client.js';
import type { AuditAppender, AuditBatch, CommandTarget, ForeseenHead } from '../commands/index.js';
import { AUDIT_KEY } from './audit-key.token.js';
import { AuditRepository } from './audit.repository.js';
import type { ChainHead } from './domain/chained-row.js';
import { chainEvents } from './chain-events.js';

// An import makes tens of thousands of events: between two slices requests are served, and the
// transaction is never idle for as long as the database allows.
const SLICE = 500;

/** Appends what a write did to its chain, inside the transaction of the write. */
@Injectable()
export class ChainedAuditAppender implements AuditAppender {
  constructor(
    private readonly repository: AuditRepository,
    @Inject(AUDIT_KEY) private readonly key: Buffer,
  ) {}

  async foresee(sql: SqlClient, { project }: CommandTarget): Promise<ForeseenHead | null> {
    return project === undefined ? null : this.repository.foreseeHead(sql, project);
  }

  async append(
    sql: TransactionClient,
    batch: AuditBatch,
    foreseen: ForeseenHead | null,
  ): Promise<void> {
    let head: ChainHead =
      foreseen?.chain === batch.chain ? foreseen : await this.repository.lockHead(sql, batch.chain);
    const { kind, id, name } = batch.actor;
    const common = {
      chain: batch.chain,
      at: batch.at.toISOString(),
      actor: { kind, id, name },
      requestId: batch.requestId,
      comment: batch.comment,
    };
    const events = batch.entries.map((entry) => ({ ...common, ...entry }));
    for (let start = 0; start < events.length; start += SLICE) {
      if (start > 0) await nextTurn();
      const rows = chainEvents(this.key, head, events.slice(start, start + SLICE));
      this.repository.append(sql, rows);
      head = rows.at(-1) ?? head;
    }
  }
}
