import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { AppError } from '../../platform/errors/app-error.js';
import type { LockedEnvironment, WriteUnit } from '../commands/index.js';
import { RandomChance } from '../flags/index.js';
import { throwProblems } from '../targeting/index.js';
import { checkSegment, checkSegmentKey } from './domain/check-segment.js';
import {
  EMPTY_SEGMENT,
  mergeSegment,
  segmentStateOf,
  type SegmentPatch,
  type SegmentState,
} from './domain/segment-state.js';
import { recordSegment } from './record-segment.js';
import type { StoredSegment } from './segment.row.js';
import { SegmentsRepository } from './segments.repository.js';

/** Writes segments: checks them, stores them, and tells the unit. */
@Injectable()
export class SegmentWriter {
  constructor(
    private readonly segments: SegmentsRepository,
    private readonly chance: RandomChance,
  ) {}

  /** The segment; `NOT_FOUND` for an unknown key. */
  async load(
    unit: WriteUnit,
    key: string,
    environment: LockedEnvironment = unit.environment,
  ): Promise<StoredSegment> {
    const found = await this.segments.find(unit.sql, environment.id, key);
    if (found === null)
      throw new AppError('NOT_FOUND', { segment: key, environment: environment.key });
    return found;
  }

  /** A new segment; `ALREADY_EXISTS` where the key is taken. */
  async create(
    unit: WriteUnit,
    key: string,
    given: SegmentPatch,
    environment: LockedEnvironment = unit.environment,
  ): Promise<StoredSegment> {
    const state = this.merge(EMPTY_SEGMENT, given);
    throwProblems([...checkSegmentKey(key), ...checkSegment(state)]);
    const place = { environmentId: environment.id, key };
    const segment = await this.segments.insert(unit.sql, place, state);
    if (segment === null) {
      const message = `A segment with the key ${key} exists already. Choose another key.`;
      throw new AppError('ALREADY_EXISTS', { segment: key }, { message });
    }
    recordSegment(unit, { action: 'segment.create', environmentId: environment.id }, null, segment);
    return segment;
  }

  /** The segment as stored after the write; the same, and nothing written, where nothing would change. */
  async save(
    unit: WriteUnit,
    segment: StoredSegment,
    next: SegmentState,
    place: { readonly action: string; readonly environmentId: string },
  ): Promise<StoredSegment> {
    if (isDeepStrictEqual(segmentStateOf(segment), segmentStateOf(next))) return segment;
    throwProblems(checkSegment(next));
    const saved = await this.segments.update(unit.sql, segment.id, next, unit.now);
    recordSegment(unit, place, segment, saved);
    return saved;
  }

  /** Removes a segment that no live flag names; `IN_USE` otherwise. */
  async delete(unit: WriteUnit, segment: StoredSegment): Promise<void> {
    const { environment } = unit;
    const flags = await this.segments.usedBy(unit.sql, environment.id, segment.key);
    if (flags.length > 0) {
      const message = `The segment ${segment.key} is named by ${flags.join(', ')}. Remove it from their conditions first.`;
      throw new AppError('IN_USE', { segment: segment.key, dependents: flags }, { message });
    }
    await this.segments.delete(unit.sql, segment.id);
    const place = { action: 'segment.delete', environmentId: environment.id };
    recordSegment(unit, place, segment, null);
  }

  /** The state after a patch, with seeds drawn where new rollouts have none. */
  merge(stored: SegmentState, given: SegmentPatch): SegmentState {
    return mergeSegment(stored, given, () => this.chance.seed());
  }
}
