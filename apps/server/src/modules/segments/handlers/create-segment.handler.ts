import type { SegmentSummary } from '@sluice/protocol';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import type { SegmentPatch } from '../domain/segment-state.js';
import { summaryOfStored } from '../segment.row.js';
import type { SegmentWriter } from '../segment-writer.js';

/** What `segment.create` takes. */
export type CreateSegmentPayload = SegmentPatch & { readonly key: string };

/** `segment.create`: a new audience in one environment. */
export class CreateSegmentHandler implements CommandHandler<CreateSegmentPayload, SegmentSummary> {
  readonly kind = 'segment.create';
  readonly role = 'editor';
  readonly scope = 'environment';
  readonly versioned = false;

  constructor(private readonly writer: SegmentWriter) {}

  async handle(
    unit: WriteUnit,
    { payload }: Command<CreateSegmentPayload>,
  ): Promise<SegmentSummary> {
    const { key, ...given } = payload;
    return summaryOfStored(await this.writer.create(unit, key, given));
  }
}
