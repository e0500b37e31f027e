import { SHUT, compileGate, type Gate } from './gate.js';
import { compileServe, type Serve } from './serve.js';
import { RecordingLinks } from './links.js';
import { isRecord, type WireRecord } from './wire.js';
import { linkConditions } from './conditions/link-conditions.js';
import { linkEnd, linkSound, type Serves } from './conditions/link-rule.js';
import { outcomeIn, type FlagFrame } from './flag-frame.js';
import type { CompiledRule } from './flag-node.js';
import type { Step } from './conditions/step.js';

/** The compiled form of the rule at `index`, going on to `next` where it does not decide; a malformed one is poisoned. */
export function compileRule(
  wire: unknown,
  index: number,
  next: Step,
  frame: FlagFrame,
): CompiledRule {
  if (!isRecord(wire) || typeof wire.id !== 'string') return poisonedRule(null, next);
  const gate = compileGate(wire.rollout);
  const serves = gate && compileServes(wire, gate, index, frame);
  if (gate === null || serves === null) return poisonedRule(wire.id, next);
  const links = new RecordingLinks(frame.links);
  const end = linkEnd(gate, serves, next);
  const first = linkConditions(wire.conditions, { yes: end, no: next }, links);
  if (first === null) return poisonedRule(wire.id, next);
  const { segments } = links;
  if (segments.length === 0)
    return { id: wire.id, segments: null, first, end, gate, serve: serves.gated };
  const sound = linkSound(segments, first, next);
  return { id: wire.id, segments, first: sound, end, gate, serve: serves.gated };
}

/** Only a schedule is sometimes wide open and sometimes not; every other gate needs one of the two. */
function compileServes(
  { serve }: WireRecord,
  gate: Gate,
  ruleIndex: number,
  frame: FlagFrame,
): Serves | null {
  const compiled = (bucketed: boolean): Serve | null =>
    compileServe(serve, (variant, split) => {
      const reason = split || bucketed ? 'SPLIT' : 'TARGETING_MATCH';
      return outcomeIn(frame, variant, reason, { ruleIndex, bucketed });
    });
  const gated = compiled(!gate.open);
  const open = gate.schedule === null ? gated : compiled(false);
  return gated && open && { gated, open };
}

function poisonedRule(id: string | null, next: Step): CompiledRule {
  return { id, segments: null, first: next, end: null, gate: SHUT, serve: NOTHING };
}

const NOTHING: Serve = { fixed: null, split: null };
