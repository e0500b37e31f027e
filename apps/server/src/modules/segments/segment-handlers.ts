import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CommandExecutor } from '../commands/index.js';
import { CreateSegmentHandler } from './handlers/create-segment.handler.js';
import { DeleteSegmentHandler } from './handlers/delete-segment.handler.js';
import { EditMembersHandler } from './handlers/edit-members.handler.js';
import { UpdateSegmentHandler } from './handlers/update-segment.handler.js';
import { SegmentWriter } from './segment-writer.js';

/** Registers every command about segments with the executor. */
@Injectable()
export class SegmentHandlers implements OnModuleInit {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly writer: SegmentWriter,
  ) {}

  onModuleInit(): void {
    const { executor, writer } = this;
    executor.register(new CreateSegmentHandler(writer));
    executor.register(new UpdateSegmentHandler(writer));
    executor.register(new EditMembersHandler(writer));
    executor.register(new DeleteSegmentHandler(writer));
  }
}
