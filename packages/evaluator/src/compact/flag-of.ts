import { isRecord, type WireRecord } from '../wire.js';
import { isUnderstood } from '../level.js';
import { conditionsOf, type Condition } from './condition.js';
import { demand, isSaid, listIn, orNull, recordIn, textIn } from './demand.js';
import { listed } from './listed.js';
import { has, subjectBy } from './reading.js';
import { requirementOf, type CompactRequirement } from './requirement-of.js';
import { gateOf, serveOf, type CompactGate, type CompactServe, type VariantIn } from './rollout.js';
import type { FlagType, Json } from '../snapshot.js';
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
  readonly targets: readonly { readonly variant: string | null; readonly holds: Condition }[];
  readonly rules: readonly CompactRule[];
  readonly fallthrough: CompactServe;
}

export interface CompactRule {
  /** Null where the wire form has none. */
  readonly id: string | null;
  /** Null where it holds something unknown, so that it never matches. */
  readonly match: RuleMatch | null;
}

export interface RuleMatch extends CompactServe {
  /** Segments it names. */
  readonly segments: readonly string[];
  readonly holds: Condition;
  readonly gate: CompactGate;
}

const TYPES: readonly unknown[] = ['boolean', 'string', 'number', 'json'];

/** The compiled form of whatever stands under a flag's key. */
export function flagOf(key: string, wire: unknown, vocabulary: Vocabulary): CompactFlag {
  const known: WireRecord = isRecord(wire) ? wire : {};
  const type = TYPES.includes(known.type) ? (known.type as FlagType) : null;
  const good = orNull(() => variantsIn(type, known.variants));
  const variants = good ?? {};
  const variantIn: VariantIn = (name) => {
    demand(name === null || (typeof name === 'string' && has(variants, name)));
    return name;
  };
  return {
    type,
    variants,
    off: orNull(() => variantIn(known.offVariant)),
    parts: orNull(() => {
      const { needs = 1, offVariant } = known;
      demand(good !== null && known.key === key && isUnderstood(needs));
      variantIn(offVariant);
      return partsOf(known, variantIn, vocabulary);
    }),
  };
}

/** Copies of the values, so that no caller can change another's answer; throws where one is of another type. */
function variantsIn(type: FlagType | null, wire: unknown): Readonly<Record<string, Json>> {
  const copy = JSON.parse(JSON.stringify(recordIn(wire))) as Record<string, Json>;
  const values = Object.values(copy);
  if (type === 'boolean') demand(copy.on === true && copy.off === false && values.length === 2);
  else if (type === 'number') demand(values.every(Number.isFinite));
  else demand(type === 'json' || values.every((value) => typeof value === type));
  return copy;
}

function partsOf(wire: WireRecord, variantIn: VariantIn, vocabulary: Vocabulary): FlagParts {
  const { enabled, onShutdown, hidden, prerequisites, targets, rules, fallthrough } = wire;
  demand(typeof enabled === 'boolean' && (onShutdown === 'off' || onShutdown === 'keep'));
  isSaid(hidden);
  return {
    enabled,
    keep: onShutdown === 'keep',
    prerequisites: listIn(prerequisites).map(requirementOf),
    targets: listIn(targets).map((target) => targetOf(target, variantIn)),
    rules: listIn(rules).map((rule) => ruleOf(rule, variantIn, vocabulary)),
    fallthrough: serveOf(fallthrough, variantIn),
  };
}

function targetOf(wire: unknown, variantIn: VariantIn): FlagParts['targets'][number] {
  const { variant, ids, by } = recordIn(wire);
  const subject = subjectBy(by);
  const isListed = listed(ids);
  return {
    variant: variantIn(variant),
    holds: (inquiry) => {
      const id = subject(inquiry);
      return id !== null && isListed(id);
    },
  };
}

/** A malformed rule only never matches. */
function ruleOf(wire: unknown, variantIn: VariantIn, vocabulary: Vocabulary): CompactRule {
  const segments: string[] = [];
  const known = isRecord(wire) && typeof wire.id === 'string' ? wire : null;
  return {
    id: known && textIn(known.id),
    match: orNull(() => {
      const { conditions, rollout, serve } = recordIn(known);
      return {
        ...serveOf(serve, variantIn),
        segments,
        gate: gateOf(rollout, vocabulary.schedule),
        holds: conditionsOf(conditions, { vocabulary, segments }),
      };
    }),
  };
}
