import type { SegmentSummary } from '@sluice/protocol';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import type { SegmentPatch } from '../domain/segment-state.js';
import { summaryOfStored } from '../segment.row.js';
import type { SegmentWriter } from '../segment-writer.js';

/** `segment.update`: replaces the members given of a segment. */
export class UpdateSegmentHandler implements CommandHandler<SegmentPatch, SegmentSummary> {
  readonly kind = 'segment.update';
  readonly role = 'editor';
  readonly scope = 'environment';
  readonly versioned = true;

  constructor(private readonly writer: SegmentWriter) {}

  async handle(
    unit: WriteUnit,
    { target, payload }: Command<SegmentPatch>,
  ): Promise<SegmentSummary> {
    const segment = await this.writer.load(unit, target.segment ?? '');
    const environmentId = unit.environment.id;
    await unit.requireVersion(segment.version, {
      resource: `segment:${segment.id}`,
      environmentId,
    });
    const next = this.writer.merge(segment, payload);
    const place = { action: this.kind, environmentId };
    return summaryOfStored(await this.writer.save(unit, segment, next, place));
  }
}
