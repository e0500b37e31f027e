import { attributeNamed, ID } from './attribute.js';
import { compileIds } from './id-list.js';
import { compileRequirement } from './requirement.js';
import { compileRule } from './compile-rule.js';
import { compileServe, type Serve } from './serve.js';
import { isArray, isOptionalString, isRecord, type WireRecord } from './wire.js';
import { outcomeIn, type FlagFrame } from './flag-frame.js';
import type { CompiledFlag, CompiledPrerequisite, CompiledTarget, Ramp } from './flag-node.js';
import type { Outcome } from './outcome.js';

/** The parts of a flag that decide. */
export type FlagParts = Pick<
  CompiledFlag,
  'prerequisites' | 'targets' | 'rules' | 'fallthrough' | 'ramp' | 'constant'
>;

/** The compiled parts; null where anything but a rule is malformed (a malformed rule only never matches). */
export function compileParts(wire: WireRecord, frame: FlagFrame): FlagParts | null {
  if (!isArray(wire.prerequisites) || !isArray(wire.targets) || !isArray(wire.rules)) return null;
  const prerequisites = everyOf(wire.prerequisites, (part) => compilePrerequisite(part, frame));
  const targets = everyOf(wire.targets, (part) => compileTarget(part, frame));
  if (prerequisites === null || targets === null) return null;
  const rules = wire.rules.map((part, index) => compileRule(part, index, frame));
  const reason = prerequisites.length + targets.length + rules.length > 0 ? 'DEFAULT' : 'STATIC';
  const fallthrough = compileServe(wire.fallthrough, (variant, split) =>
    outcomeIn(frame, variant, split ? 'SPLIT' : reason),
  );
  if (fallthrough === null) return null;
  const parts = { prerequisites, targets, rules, fallthrough };
  return { ...parts, ramp: rampOf(parts), constant: constantOf(parts) };
}

/** One for all: most flags have neither prerequisites nor targets. */
const NOTHING: readonly never[] = [];

function everyOf<T>(
  wire: readonly unknown[],
  compileOne: (part: unknown) => T | null,
): readonly T[] | null {
  if (wire.length === 0) return NOTHING;
  const compiled: T[] = [];
  for (const part of wire) {
    const one = compileOne(part);
    if (one === null) return null;
    compiled.push(one);
  }
  return compiled;
}

function compilePrerequisite(wire: unknown, frame: FlagFrame): CompiledPrerequisite | null {
  const requirement = compileRequirement(wire, (key) => frame.links.flag(key));
  if (requirement === null) return null;
  const { key } = requirement.parent;
  const extras = { prerequisite: key };
  const failed = outcomeIn(frame, frame.offVariant, 'PREREQUISITE_FAILED', extras);
  return failed && { ...requirement, failed };
}

function compileTarget(wire: unknown, frame: FlagFrame): CompiledTarget | null {
  if (!isRecord(wire) || !isOptionalString(wire.by)) return null;
  const { variant } = wire;
  const ids = compileIds(wire.ids);
  if (ids === null || (variant !== null && typeof variant !== 'string')) return null;
  const served = outcomeIn(frame, variant, 'TARGETING_MATCH');
  const by = wire.by === undefined ? ID : attributeNamed(wire.by);
  return served && { by, ids, outcome: served };
}

/** The answer that no context, clock or parent can change, else null. */
function constantOf(parts: Omit<FlagParts, 'ramp' | 'constant'>): Outcome | null {
  if (parts.prerequisites.length + parts.targets.length > 0) return null;
  const first = parts.rules[0];
  const decides = first?.free === true && first.gate.open;
  const serve: Serve | null = decides ? first.open : first === undefined ? parts.fallthrough : null;
  return serve?.fixed ?? null;
}

function rampOf({
  targets,
  rules,
  fallthrough,
}: Omit<FlagParts, 'ramp' | 'constant'>): Ramp | null {
  const [rule] = rules;
  if (targets.length > 0 || rules.length !== 1 || rule?.free !== true) return null;
  const { gate, gated } = rule;
  if (!gate.common || gate.open || gated.fixed === null || fallthrough.fixed === null) return null;
  return { gate, inside: gated.fixed, outside: fallthrough.fixed };
}
