import { ID, attributeNamed } from './attribute.js';
import { compileGate } from './gate.js';
import { NO_IDS, compileIds } from './id-list.js';
import { isArray, isOptionalString, isRecord } from './wire.js';
import { isUnderstood } from './level.js';
import { FAILS, HOLDS } from './conditions/verdict.js';
import { linkConditions } from './conditions/link-conditions.js';
import type { CompiledSegment, CompiledSegmentRule } from './segment-slot.js';

/** The compiled form of a segment; one that holds anything unknown is poisoned, and so is every rule that names it (evaluation.md §4). */
export function compileSegment(wire: unknown): CompiledSegment {
  if (!isRecord(wire) || !isArray(wire.rules) || !isOptionalString(wire.by)) return POISONED;
  if (wire.needs !== undefined && !isUnderstood(wire.needs)) return POISONED;
  const included = compileIds(wire.included);
  const excluded = compileIds(wire.excluded);
  const rules = wire.rules.map(compileSegmentRule).filter((rule) => rule !== null);
  if (included === null || excluded === null || rules.length < wire.rules.length) return POISONED;
  const by = wire.by === undefined ? ID : attributeNamed(wire.by);
  return { poisoned: false, by, included, excluded, rules };
}

function compileSegmentRule(wire: unknown): CompiledSegmentRule | null {
  if (!isRecord(wire)) return null;
  const first = linkConditions(wire.conditions, { yes: HOLDS, no: FAILS }, null);
  const gate = compileGate(wire.rollout);
  return first === null || gate === null ? null : { first, gate };
}

const POISONED: CompiledSegment = {
  poisoned: true,
  by: ID,
  included: NO_IDS,
  excluded: NO_IDS,
  rules: [],
};
