import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  createSegmentSchema,
  deletionQuerySchema,
  segmentMembersSchema,
  segmentPageSchema,
  segmentSchema,
  segmentsQuerySchema,
  segmentSummarySchema,
  updateSegmentSchema,
  type CreateSegment,
  type DeletionQuery,
  type ErrorCode,
  type Segment,
  type SegmentMembers,
  type SegmentPage,
  type SegmentsQuery,
  type SegmentSummary,
  type UpdateSegment,
} from '@sluice/protocol';
import {
  Access,
  Context,
  IfMatch,
  Reads,
  Sends,
  type RequestContext,
} from '../../platform/http/index.js';
import { CommandExecutor, commandOf, type CommandOutcome } from '../commands/index.js';
import { TARGETING_REFUSALS } from '../targeting/index.js';
import { SegmentsService, type SegmentAddress } from './segments.service.js';

const REFUSALS: readonly ErrorCode[] = [
  'SEGMENT_NOT_ALLOWED',
  ...TARGETING_REFUSALS,
  'INVALID_SEED',
];

@Controller('api/v1/projects/:project/environments/:environment/segments')
export class SegmentsController {
  constructor(
    private readonly segments: SegmentsService,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @Access({ role: 'viewer', scope: 'environment' })
  @Reads({ schema: segmentPageSchema, description: 'The segments of the environment, by key' })
  list(
    @Param() place: { project: string; environment: string },
    @Query({ schema: segmentsQuerySchema }) query: SegmentsQuery,
  ): Promise<SegmentPage> {
    return this.segments.list(place, query);
  }

  @Post()
  @Access({ role: 'editor', scope: 'environment' })
  @Sends({
    status: 201,
    schema: segmentSummarySchema,
    description: 'The new segment',
    errors: ['ALREADY_EXISTS', 'INVALID_KEY', ...REFUSALS],
  })
  create(
    @Param() place: { project: string; environment: string },
    @Body({ schema: createSegmentSchema }) body: CreateSegment,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<SegmentSummary>> {
    return this.executor.execute(commandOf('segment.create', place, body), context);
  }

  @Get(':segment')
  @Access({ role: 'viewer', scope: 'environment' })
  @Reads({ schema: segmentSchema, description: 'The segment, its lists, and who names it' })
  read(@Param() address: SegmentAddress): Promise<Segment> {
    return this.segments.read(address);
  }

  @Patch(':segment')
  @Access({ role: 'editor', scope: 'environment' })
  @Sends({
    schema: segmentSummarySchema,
    description: 'The segment after the change',
    errors: ['VERSION_REQUIRED', 'VERSION_STALE', ...REFUSALS],
  })
  update(
    @Param() address: SegmentAddress,
    @IfMatch() baseVersion: number,
    @Body({ schema: updateSegmentSchema }) body: UpdateSegment,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<SegmentSummary>> {
    const command = commandOf('segment.update', address, body, baseVersion);
    return this.executor.execute(command, context);
  }

  @Delete(':segment')
  @Access({ role: 'editor', scope: 'environment' })
  @Sends({
    status: 204,
    schema: null,
    description: 'The segment is gone; no flag named it',
    errors: ['VERSION_REQUIRED', 'VERSION_STALE', 'IN_USE'],
  })
  delete(
    @Param() address: SegmentAddress,
    @IfMatch() baseVersion: number,
    @Query({ schema: deletionQuerySchema }) { comment }: DeletionQuery,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<{ key: string }>> {
    const command = commandOf('segment.delete', address, { comment }, baseVersion);
    return this.executor.execute(command, context);
  }

  @Post(':segment/members')
  @Access({ role: 'editor', scope: 'environment' })
  @Sends({
    schema: segmentSummarySchema,
    description: 'The segment after adding and removing members; it needs no version',
    errors: ['INVALID_LIST', 'LIST_TOO_LONG'],
  })
  members(
    @Param() address: SegmentAddress,
    @Body({ schema: segmentMembersSchema }) body: SegmentMembers,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<SegmentSummary>> {
    return this.executor.execute(commandOf('segment.members', address, body), context);
  }
}
