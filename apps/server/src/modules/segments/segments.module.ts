import { Module } from '@nestjs/common';
import { FlagsModule } from '../flags/index.js';
import { SegmentHandlers } from './segment-handlers.js';
import { SegmentWriter } from './segment-writer.js';
import { SegmentsController } from './segments.controller.js';
import { SegmentsRepository } from './segments.repository.js';
import { SegmentsService } from './segments.service.js';

/** Segments: named audiences of one environment. */
@Module({
  imports: [FlagsModule],
  controllers: [SegmentsController],
  providers: [SegmentHandlers, SegmentsRepository, SegmentsService, SegmentWriter],
  exports: [SegmentWriter],
})
export class SegmentsModule {}
