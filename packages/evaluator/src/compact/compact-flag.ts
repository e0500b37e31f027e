import { isArray, isOptionalBoolean, isRecord, type WireRecord } from '../wire.js';
import { isUnderstood } from '../level.js';
import { compactRequirement } from './compact-requirement.js';
import { compileConditions, type Condition } from './condition.js';
import { idTest } from './id-test.js';
import { bucketingValueOf, has } from './reading.js';
import { compactGate, compactServe, type CompactGate, type CompactServe } from './rollout.js';
import type { FlagType, Json } from '../snapshot.js';
import type { CompactRequirement } from './compact-requirement.js';
import type { Vocabulary } from './operators.js';

/** A flag ready for evaluation. */
export interface CompactFlag {
  /** Null where the wire form is too malformed to tell. */
  readonly type: FlagType | null;
  readonly variants: Readonly<Record<string, Json>>;
  readonly off: string | null;
  /** Null where it is malformed or needs a newer evaluator. */
  readonly parts: FlagParts | null;
}

/** What decides. */
export interface FlagParts {
  readonly enabled: boolean;
  /** Whether it survives a shutdown. */
  readonly keep: boolean;
  readonly prerequisites: readonly CompactRequirement[];
  readonly targets: readonly CompactTarget[];
  readonly rules: readonly CompactRule[];
  readonly fallthrough: Served;
}

export interface CompactTarget {
  readonly variant: string | null;
  readonly holds: Condition;
}

export interface CompactRule {
  /** Null where the wire form has none. */
  readonly id: string | null;
  /** Null where it holds something unknown, so that it never matches. */
  readonly match: RuleMatch | null;
}

export interface RuleMatch extends Served {
  readonly segments: ReadonlySet<string>;
  readonly holds: Condition;
  readonly gate: CompactGate;
}

interface Served {
  readonly serve: { readonly pick: CompactServe; readonly split: boolean };
}

const TYPES: readonly unknown[] = ['boolean', 'string', 'number', 'json'];

/** The compiled form of whatever stands under a flag's key. */
export function compactFlag(key: string, wire: unknown, vocabulary: Vocabulary): CompactFlag {
  const known: WireRecord = isRecord(wire) ? wire : {};
  const type = TYPES.includes(known.type) ? (known.type as FlagType) : null;
  const variants = variantsOf(type, known.variants);
  const { offVariant } = known;
  const isVariant = (variant: unknown): variant is string | null =>
    variant === null ||
    (typeof variant === 'string' && variants !== null && has(variants, variant));
  const isSound =
    variants !== null &&
    isVariant(offVariant) &&
    known.key === key &&
    (known.needs === undefined || isUnderstood(known.needs)) &&
    isOptionalBoolean(known.hidden);
  return {
    type,
    variants: variants ?? {},
    off: variants !== null && isVariant(offVariant) ? offVariant : null,
    parts: isSound ? partsOf(known, isVariant, vocabulary) : null,
  };
}

/** Copies of the values, so that no caller can change another's answer; null where one is of another type. */
function variantsOf(type: FlagType | null, wire: unknown): Readonly<Record<string, Json>> | null {
  if (!isRecord(wire) || type === null) return null;
  const names = Object.keys(wire);
  if (type === 'boolean')
    return wire.on === true && wire.off === false && names.length === 2
      ? { on: true, off: false }
      : null;
  const fits = (value: unknown): boolean =>
    type === 'json' || (type === 'number' ? Number.isFinite(value) : typeof value === 'string');
  return names.every((name) => fits(wire[name]))
    ? (JSON.parse(JSON.stringify(wire)) as Record<string, Json>)
    : null;
}

type IsVariant = (variant: unknown) => variant is string | null;

function partsOf(wire: WireRecord, isVariant: IsVariant, vocabulary: Vocabulary): FlagParts | null {
  const { enabled, onShutdown, prerequisites, targets, rules } = wire;
  if (typeof enabled !== 'boolean' || (onShutdown !== 'off' && onShutdown !== 'keep')) return null;
  const parents = everyOf(prerequisites, compactRequirement);
  const listed = everyOf(targets, (target) => targetOf(target, isVariant));
  const serve = compactServe(wire.fallthrough, isVariant);
  if (!parents || !listed || !isArray(rules) || !serve) return null;
  return {
    enabled,
    keep: onShutdown === 'keep',
    prerequisites: parents,
    targets: listed,
    rules: rules.map((rule) => ruleOf(rule, isVariant, vocabulary)),
    fallthrough: { serve },
  };
}

function everyOf<T>(wire: unknown, compileOne: (part: unknown) => T | null): T[] | null {
  if (!isArray(wire)) return null;
  const compiled = wire.map(compileOne);
  return compiled.includes(null) ? null : (compiled as T[]);
}

function targetOf(wire: unknown, isVariant: IsVariant): CompactTarget | null {
  if (!isRecord(wire)) return null;
  const { variant, by = 'id' } = wire;
  const listed = idTest(wire.ids);
  if (typeof by !== 'string' || listed === null || !isVariant(variant)) return null;
  return {
    variant,
    holds: ({ context }) => {
      const id = bucketingValueOf(context, by);
      return id !== null && listed(id);
    },
  };
}

/** A malformed rule only never matches. */
function ruleOf(wire: unknown, isVariant: IsVariant, vocabulary: Vocabulary): CompactRule {
  if (!isRecord(wire) || typeof wire.id !== 'string') return { id: null, match: null };
  const segments = new Set<string>();
  const gate = compactGate(wire.rollout, vocabulary.schedule);
  const serve = compactServe(wire.serve, isVariant);
  const holds = compileConditions(wire.conditions, { vocabulary, segments });
  const match = gate && serve && holds && { segments, gate, serve, holds };
  return { id: wire.id, match };
}
