import { FIXED, GATE, RAMP, SOUND, SPLIT, WIDE } from './step-kind.js';
import { NO_SUBJECT, Step } from './step.js';
import type { Gate } from '../gate.js';
import type { Outcome } from '../outcome.js';
import type { SegmentSlot } from '../segment-slot.js';
import type { Serve } from '../serve.js';

const pool = new Map<Outcome, Step>();
const POOL_SIZE = 4096;

/** The step that ends in an outcome; shared, since most outcomes are. */
export function linkOutcome(outcome: Outcome): Step {
  const pooled = pool.get(outcome);
  if (pooled !== undefined) return pooled;
  const made = new Step(FIXED, { ...NO_SUBJECT, outcome }, null);
  if (pool.size < POOL_SIZE) pool.set(outcome, made);
  return made;
}

/** The step that serves; `next` where a split cannot. */
export function linkServe({ fixed, split }: Serve, next: Step): Step {
  if (fixed !== null) return linkOutcome(fixed);
  return split === null ? next : new Step(SPLIT, { ...NO_SUBJECT, split }, { yes: next, no: next });
}

/** What a rule serves: where its gate compared a bucket, and where it was wide open. */
export interface Serves {
  readonly gated: Serve;
  readonly open: Serve;
}

/** The first step of a rule's gate and serve; `next` where the rule does not decide. */
export function linkEnd(gate: Gate, { gated, open }: Serves, next: Step): Step {
  const served = linkServe(gated, next);
  if (gate.open) return served;
  const ends = served.kind === FIXED && next.kind === FIXED;
  const kind = ends && gate.common ? RAMP : GATE;
  const asked = new Step(kind, { ...NO_SUBJECT, gate }, { yes: served, no: next });
  if (gate.schedule === null) return asked;
  return new Step(WIDE, { ...NO_SUBJECT, gate }, { yes: linkServe(open, next), no: asked });
}

/** The steps that see to it that no segment named holds anything unknown; `next` where one does. */
export function linkSound(segments: readonly SegmentSlot[], first: Step, next: Step): Step {
  return segments.reduceRight(
    (yes, segment) => new Step(SOUND, { ...NO_SUBJECT, segment }, { yes, no: next }),
    first,
  );
}
