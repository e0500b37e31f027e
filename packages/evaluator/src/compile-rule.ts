import { SHUT, compileGate, type Gate } from './gate.js';
import { compileServe, type Serve } from './serve.js';
import { RecordingLinks } from './links.js';
import { isRecord, type WireRecord } from './wire.js';
import { linkConditions } from './conditions/link-conditions.js';
import { outcomeIn, type FlagFrame } from './flag-frame.js';
import type { CompiledRule } from './flag-node.js';

/** The compiled form of one rule; a malformed one is poisoned. */
export function compileRule(wire: unknown, index: number, frame: FlagFrame): CompiledRule {
  if (!isRecord(wire) || typeof wire.id !== 'string') return poisonedRule(null);
  const links = new RecordingLinks(frame.links);
  const conditions = linkConditions(wire.conditions, links);
  const gate = compileGate(wire.rollout);
  const serves = gate && compileServes(wire, gate, index, frame);
  if (conditions === null || gate === null || serves === null) return poisonedRule(wire.id);
  const segments = links.segments.length === 0 ? null : links.segments;
  const free = conditions === true && segments === null;
  return { id: wire.id, segments, conditions, free, gate, ...serves };
}

/** Only a schedule is sometimes wide open and sometimes not; every other gate needs one of the two. */
function compileServes(
  { serve }: WireRecord,
  gate: Gate,
  ruleIndex: number,
  frame: FlagFrame,
): Pick<CompiledRule, 'open' | 'gated'> | null {
  const compiled = (bucketed: boolean): Serve | null =>
    compileServe(serve, (variant, split) => {
      const reason = split || bucketed ? 'SPLIT' : 'TARGETING_MATCH';
      return outcomeIn(frame, variant, reason, { ruleIndex, bucketed });
    });
  const gated = compiled(!gate.open);
  const open = gate.schedule === null ? gated : compiled(false);
  return gated && open && { gated, open };
}

function poisonedRule(id: string | null): CompiledRule {
  return { ...POISONED, id };
}

const NOTHING: Serve = { fixed: null, split: null };
const POISONED: CompiledRule = {
  id: null,
  segments: null,
  conditions: false,
  free: false,
  gate: SHUT,
  gated: NOTHING,
  open: NOTHING,
};
