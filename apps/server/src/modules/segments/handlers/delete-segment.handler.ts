import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import type { SegmentWriter } from '../segment-writer.js';

/** `segment.delete`: removes a segment that no live flag names. */
export class DeleteSegmentHandler implements CommandHandler<unknown, { key: string }> {
  readonly kind = 'segment.delete';
  readonly role = 'editor';
  readonly scope = 'environment';
  readonly versioned = true;

  constructor(private readonly writer: SegmentWriter) {}

  async handle(unit: WriteUnit, { target }: Command): Promise<{ key: string }> {
    const segment = await this.writer.load(unit, target.segment ?? '');
    await unit.requireVersion(segment.version, {
      resource: `segment:${segment.id}`,
      environmentId: unit.environment.id,
    });
    await this.writer.delete(unit, segment);
    return { key: segment.key };
  }
}
