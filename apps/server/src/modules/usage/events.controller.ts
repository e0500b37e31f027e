import { Body, Controller, Post, Req } from '@nestjs/common';
import { ERROR_CODES, EventBatch, type EventBatch as Batch } from '@sluice/protocol';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../platform/errors/app-error.js';
import { Reads, SdkKey } from '../../platform/http/index.js';
import { bearerToken } from '../auth/index.js';
import { SdkAdmission, SnapshotStore, type SdkKey as Key } from '../delivery/index.js';
import { judgeBatch } from './domain/judge-batch.js';
import { SdkReports } from './sdk-reports.js';
import { UsageCollector } from './usage-collector.js';

/** What SDKs report: evaluation counts, unknown flags, local overrides in force. */
@Controller('sdk/v1/events')
export class EventsController {
  constructor(
    private readonly admission: SdkAdmission,
    private readonly store: SnapshotStore,
    private readonly collector: UsageCollector,
    private readonly reports: SdkReports,
  ) {}

  @Post()
  @SdkKey()
  @Reads({
    status: 202,
    schema: null,
    description: 'Accepted; a batch that was sent before counts once',
    errors: ['KEY_INVALID', 'KEY_REVOKED', 'INVALID_REQUEST', 'RATE_LIMITED'],
  })
  async accept(
    @Req() request: FastifyRequest,
    @Body({ schema: EventBatch }) batch: Batch,
  ): Promise<void> {
    const key = await this.keyOf(request);
    const environment = this.store.get(key.environmentId);
    if (environment === undefined) throw new AppError('SNAPSHOT_UNAVAILABLE');
    const { flags } = environment.state[key.kind];
    const judged = judgeBatch(batch, (flag) => flags.has(flag), Date.now());
    if (judged === null) throw impossibleTimes();
    const { environmentId } = key;
    const fresh = !this.collector.has(batch.id);
    this.collector.accept({ ...judged, id: batch.id, environmentId });
    this.reports.accept(key, batch, { address: request.ip, fresh });
  }

  private async keyOf(request: FastifyRequest): Promise<Key> {
    const admittance = await this.admission.admit(
      bearerToken(request.headers.authorization),
      request.ip,
    );
    if (admittance.ok) return admittance.key;
    const { code, retryAfterSeconds } = admittance;
    const details = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
    throw new AppError(code, details, { message: ERROR_CODES[code].message });
  }
}

function impossibleTimes(): AppError {
  const message = 'must end within 10 minutes of the server clock, and not before it begins';
  return new AppError('INVALID_REQUEST', { issues: [{ path: 'to', message }] });
}
