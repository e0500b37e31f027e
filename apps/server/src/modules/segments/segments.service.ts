import { Injectable } from '@nestjs/common';
import type { Segment, SegmentPage, SegmentsQuery } from '@sluice/protocol';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.js';
import { decodeCursor, pageFrom } from '../../platform/http/index.js';
import { PlaceDirectory } from '../auth/index.js';
import { segmentView, summaryOf } from './segment.row.js';
import { SegmentsRepository } from './segments.repository.js';

/** How a segment is addressed. */
export interface SegmentAddress {
  readonly project: string;
  readonly environment: string;
  readonly segment: string;
}

const CURSOR = z.tuple([z.string()]);

/** Reading segments. */
@Injectable()
export class SegmentsService {
  constructor(
    private readonly segments: SegmentsRepository,
    private readonly places: PlaceDirectory,
  ) {}

  /** Segments by key, their lists by length only. */
  async list(
    { project, environment }: Omit<SegmentAddress, 'segment'>,
    query: SegmentsQuery,
  ): Promise<SegmentPage> {
    const { environmentId } = await this.places.environment(project, environment);
    const [after = null] = decodeCursor(query.cursor, CURSOR) ?? [];
    const rows = await this.segments.page({
      environmentId: environmentId ?? '',
      after,
      search: query.search ?? null,
      limit: query.limit + 1,
    });
    return pageFrom(rows, query.limit, ({ key }) => [key], summaryOf);
  }

  /** The segment with its lists and the flags that name it; throws NOT_FOUND for unknown keys. */
  async read({ project, environment, segment }: SegmentAddress): Promise<Segment> {
    const { environmentId } = await this.places.environment(project, environment);
    const place = environmentId ?? '';
    const { reading } = this.segments;
    const [found, usedBy] = await Promise.all([
      this.segments.find(reading, place, segment),
      this.segments.usedBy(reading, place, segment),
    ]);
    if (found === null) throw new AppError('NOT_FOUND', { project, environment, segment });
    return segmentView(found, usedBy);
  }
}
