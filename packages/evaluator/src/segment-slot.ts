import type { Attribute } from './attribute.js';
import type { Gate } from './gate.js';
import type { IdList } from './id-list.js';
import type { Step } from './conditions/step.js';

/** The place of a segment, which rules hold on to while its definition comes, changes and goes. */
export class SegmentSlot {
  /** Null while no such segment exists. */
  segment: CompiledSegment | null = null;

  constructor(readonly key: string) {}
}

/** A segment ready for matching. */
export interface CompiledSegment {
  /** Whether it holds something unknown, so that no rule that names it may match. */
  readonly poisoned: boolean;
  readonly by: Attribute;
  readonly included: IdList;
  readonly excluded: IdList;
  readonly rules: readonly CompiledSegmentRule[];
}

export interface CompiledSegmentRule {
  /** The first step. Leaves only: segments neither nest nor ask flags. */
  readonly first: Step;
  readonly gate: Gate;
}
