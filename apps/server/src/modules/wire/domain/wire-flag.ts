import type { Flag, Json } from '@sluice/evaluator';
import { canonicalPrerequisite } from './canonical-condition.js';
import { canonicalJson } from './canonical-json.js';
import { canonicalRule, canonicalServe } from './canonical-rule.js';
import type { StoredFlag, StoredTarget } from './stored-flag.js';

/** The wire form of a flag, members in fixed order: equal flags have equal JSON texts. `version` is for the planner to set. */
export function wireFlag(flag: StoredFlag, hidden = false): Flag {
  return {
    key: flag.key,
    version: 0,
    ...(hidden && { hidden }),
    ...(Object.keys(flag.metadata).length > 0 && {
      metadata: canonicalJson(flag.metadata) as Record<string, string | number | boolean>,
    }),
    type: flag.type,
    enabled: flag.enabled,
    variants: byName(flag.variants),
    offVariant: flag.offVariant,
    prerequisites: flag.prerequisites.map(canonicalPrerequisite),
    targets: flag.targets.map(wireTarget),
    rules: flag.rules.map(canonicalRule),
    fallthrough: canonicalServe(flag.fallthrough),
    onShutdown: flag.onShutdown,
  };
}

/** Variants in order of their names; values with their members as they were written, which readers may show. */
function byName(variants: StoredFlag['variants']): Record<string, Json> {
  const entries = Object.entries(variants).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}

function wireTarget({ variant, ids, by }: StoredTarget): StoredTarget {
  return { variant, ids: [...ids], ...(by !== undefined && { by }) };
}
