import type { SegmentSummary } from '@sluice/protocol';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import { editMembers, segmentStateOf, type MemberEdit } from '../domain/segment-state.js';
import { summaryOfStored } from '../segment.row.js';
import type { SegmentWriter } from '../segment-writer.js';

/** `segment.members`: adds ids to and removes them from a list; needs no version, as it names what it changes. */
export class EditMembersHandler implements CommandHandler<MemberEdit, SegmentSummary> {
  readonly kind = 'segment.members';
  readonly role = 'editor';
  readonly scope = 'environment';
  readonly versioned = false;

  constructor(private readonly writer: SegmentWriter) {}

  async handle(unit: WriteUnit, { target, payload }: Command<MemberEdit>): Promise<SegmentSummary> {
    const segment = await this.writer.load(unit, target.segment ?? '');
    const next = editMembers(segmentStateOf(segment), payload);
    const place = { action: this.kind, environmentId: unit.environment.id };
    return summaryOfStored(await this.writer.save(unit, segment, next, place));
  }
}
