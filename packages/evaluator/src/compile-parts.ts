import { attributeNamed, ID } from './attribute.js';
import { compileIds } from './id-list.js';
import { compileRequirement } from './requirement.js';
import { compileRule } from './compile-rule.js';
import { compileServe, type Serve } from './serve.js';
import { isArray, isOptionalString, isRecord, type WireRecord } from './wire.js';
import { FIXED } from './conditions/step-kind.js';
import { linkOutcome, linkServe } from './conditions/link-rule.js';
import { outcomeIn, type FlagFrame } from './flag-frame.js';
import type {
  CompiledFlag,
  CompiledPrerequisite,
  CompiledRule,
  CompiledTarget,
} from './flag-node.js';
import type { OffOutcomes } from './outcome.js';
import type { Step } from './conditions/step.js';

/** The parts of a flag that decide. */
export type FlagParts = Pick<
  CompiledFlag,
  'prerequisites' | 'targets' | 'rules' | 'first' | 'constant'
>;

/** The compiled parts; null where anything but a rule is malformed (a malformed rule only never matches). */
export function compileParts(wire: WireRecord, frame: FlagFrame): FlagParts | null {
  if (!isArray(wire.prerequisites) || !isArray(wire.targets) || !isArray(wire.rules)) return null;
  const prerequisites = everyOf(wire.prerequisites, (part) => compilePrerequisite(part, frame));
  const targets = everyOf(wire.targets, (part) => compileTarget(part, frame));
  if (prerequisites === null || targets === null) return null;
  const asked = prerequisites.length + targets.length;
  const reason = asked + wire.rules.length > 0 ? 'DEFAULT' : 'STATIC';
  const fallthrough = compileServe(wire.fallthrough, (variant, split) =>
    outcomeIn(frame, variant, split ? 'SPLIT' : reason),
  );
  if (fallthrough === null) return null;
  const { rules, first } = compileRules(wire.rules, fallthrough, frame);
  const constant = asked === 0 && first.kind === FIXED ? first.outcome : null;
  return { prerequisites, targets, rules, first, constant };
}

/** From the last rule to the first, because every rule goes on to the next. */
function compileRules(
  wire: readonly unknown[],
  fallthrough: Serve,
  frame: FlagFrame,
): Pick<FlagParts, 'rules' | 'first'> {
  let first = linkFallthrough(fallthrough, frame.off);
  if (wire.length === 0) return { rules: NOTHING, first };
  const rules: CompiledRule[] = [];
  for (let index = wire.length - 1; index >= 0; index--) {
    const rule = compileRule(wire[index], index, first, frame);
    rules.push(rule);
    ({ first } = rule);
  }
  return { rules: rules.reverse(), first };
}

function linkFallthrough(fallthrough: Serve, off: OffOutcomes): Step {
  return fallthrough.fixed === null
    ? linkServe(fallthrough, linkOutcome(off.keyMissing))
    : linkOutcome(fallthrough.fixed);
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
