import type { Attribute } from './attribute.js';
import type { FlagType, Json } from './snapshot.js';
import type { Gate } from './gate.js';
import type { IdList } from './id-list.js';
import type { Step } from './conditions/step.js';
import type { Requirement } from './requirement.js';
import type { SegmentSlot } from './segment-slot.js';
import type { Serve } from './serve.js';
import type { NodeTally } from './tally.js';
import { MISSING, type OffOutcomes, type Outcome } from './outcome.js';

/** The place of a flag, which children hold on to while its definition comes, changes and goes. */
export class FlagNode {
  /** The answer where it depends on neither context nor time nor parents; else null. */
  settled: Outcome | null = MISSING;
  /** Of the flag, at hand because most questions need nothing else of it. */
  direct: Step | null = null;
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
  /** The first step through the rules to the fallthrough. */
  readonly first: Step;
  /** The same, where nothing is asked before it: neither a parent nor a target; else null. */
  readonly direct: Step | null;
  /** The answer while nothing overrides, disables or shuts it, where that is always the same; else null. */
  readonly constant: Outcome | null;
  readonly references: References;
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
  /** Where its conditions begin; where the next rule does if it holds something unknown, so that it never matches. */
  readonly first: Step;
  /** Where its conditions lead when they hold; null if it holds something unknown. */
  readonly end: Step | null;
  readonly gate: Gate;
  /** What it serves those its gate lets in. */
  readonly serve: Serve;
}
