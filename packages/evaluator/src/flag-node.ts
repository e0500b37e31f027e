import type { Attribute } from './attribute.js';
import type { FlagType, Json } from './snapshot.js';
import type { Gate } from './gate.js';
import type { IdList } from './id-list.js';
import type { Next } from './conditions/step.js';
import type { Requirement } from './requirement.js';
import type { SegmentSlot } from './segment-slot.js';
import type { Serve } from './serve.js';
import type { NodeTally } from './tally.js';
import { MISSING, type OffOutcomes, type Outcome } from './outcome.js';

/** The place of a flag, which children hold on to while its definition comes, changes and goes. */
export class FlagNode {
  /** The answer where it depends on neither context nor time nor parents; else null. */
  settled: Outcome | null = MISSING;
  /** Null while no such flag exists. */
  flag: CompiledFlag | null = null;
  /** Stamp of the question that is evaluating this flag right now. */
  visiting = 0;
  /** Decisions of this flag since they were last taken; null before the first. */
  tally: NodeTally | null = null;

  constructor(readonly key: string) {}
}

/** A flag ready for evaluation. */
export interface CompiledFlag {
  /** Null where the wire form is too malformed to tell. */
  readonly type: FlagType | null;
  readonly hidden: boolean;
  /** Whether it is malformed or needs a newer evaluator: it answers `off.unusable`. */
  readonly unusable: boolean;
  readonly enabled: boolean;
  /** Whether it survives a shutdown. */
  readonly keep: boolean;
  readonly values: ReadonlyMap<string, Json>;
  readonly off: OffOutcomes;
  /** Whether it may ask parents, as prerequisites or in its rules. */
  readonly asksParents: boolean;
  readonly prerequisites: readonly CompiledPrerequisite[];
  readonly targets: readonly CompiledTarget[];
  readonly rules: readonly CompiledRule[];
  readonly fallthrough: Serve;
  /** What it comes down to once its parents agree, where that is one percentage of all users; else null. */
  readonly ramp: Ramp | null;
  /** The answer while nothing overrides, disables or shuts it, where that is always the same; else null. */
  readonly constant: Outcome | null;
  readonly references: References;
}

/** The flag that most flags are: one rule for everybody, for a fixed part of the users. */
export interface Ramp {
  readonly gate: Gate;
  readonly inside: Outcome;
  readonly outside: Outcome;
}

/** Keys that a flag names. */
export interface References {
  readonly flags: readonly string[];
  readonly segments: readonly string[];
}

export interface CompiledPrerequisite extends Requirement {
  /** The answer where it is not met. */
  readonly failed: Outcome;
}

export interface CompiledTarget {
  readonly by: Attribute;
  readonly ids: IdList;
  readonly outcome: Outcome;
}

export interface CompiledRule {
  /** Null where the wire form has none. */
  readonly id: string | null;
  /** Segments it names, any of which may be poisoned later; null where there are none. */
  readonly segments: readonly SegmentSlot[] | null;
  /** False where the rule holds something unknown, so that it never matches. */
  readonly conditions: Next;
  /** Whether the conditions hold for everybody, always, and no segment is named that could be poisoned. */
  readonly free: boolean;
  readonly gate: Gate;
  /** What it serves where its gate compared a bucket. */
  readonly gated: Serve;
  /** What it serves where its gate is wide open. */
  readonly open: Serve;
}
