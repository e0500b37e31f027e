import type { Rule } from '@sluice/evaluator';
import {
  problemAt,
  seededRollout,
  seededServe,
  shown,
  type Problem,
} from '../../targeting/index.js';
import type { StoredTarget } from '../../wire/index.js';
import type { ConfigPatch, RuleDraft, TargetDraft } from './config-draft.js';
import type { FlagConfigState } from './flag-config.js';

/** Where ids and seeds of new rules come from. */
export interface Chance {
  /** An unsigned 32-bit integer, uniformly at random. */
  seed(): number;
  /** An id never given before. */
  id(): string;
}

/**
 * The configuration after a patch: each member given replaces the stored one. Rules that keep their id keep
 * their seeds; new ones get an id and seeds that no other rule of the flag has.
 */
export function mergeConfig(
  stored: FlagConfigState,
  patch: ConfigPatch,
  chance: Chance,
): FlagConfigState {
  const draw = unusedSeeds(stored, chance);
  const known = new Map(stored.rules.map((rule) => [rule.id, rule]));
  return {
    enabled: patch.enabled ?? stored.enabled,
    offVariant: patch.offVariant === undefined ? stored.offVariant : patch.offVariant,
    targets: patch.targets?.map(target) ?? stored.targets,
    rules:
      patch.rules?.map((rule) => seededRule(rule, known.get(rule.id ?? ''), { draw, chance })) ??
      stored.rules,
    fallthrough:
      patch.fallthrough === undefined
        ? stored.fallthrough
        : seededServe(patch.fallthrough, stored.fallthrough, draw),
  };
}

/** Problems of a patch that would roll the users of an existing rule again. */
export function checkSeedsKept(stored: FlagConfigState, patch: ConfigPatch): Problem[] {
  const known = new Map(stored.rules.map((rule) => [rule.id, rule]));
  return (patch.rules ?? []).flatMap((draft, index) => {
    const rule = known.get(draft.id ?? '');
    if (rule === undefined) return [];
    const where = `rules[${index}]`;
    return [
      ...keeps(rule.rollout?.seed, draft.rollout?.seed, `${where}.rollout.seed`),
      ...keeps(seedOf(rule.serve), seedOf(draft.serve), `${where}.serve.seed`),
    ];
  });
}

function keeps(before: number | undefined, after: number | undefined, where: string): Problem[] {
  if (before === undefined || after === undefined || before === after) return [];
  const message = `the rule has the seed ${before} and keeps it; ${shown(after)} would roll its users again. Leave seed out, or replace the rule by a new one.`;
  return [problemAt(where, 'SEED_CHANGED', message)];
}

function seedOf(serve: RuleDraft['serve']): number | undefined {
  return 'split' in serve ? serve.seed : undefined;
}

function target({ variant, ids, by }: TargetDraft): StoredTarget {
  return { variant, ids: [...new Set(ids)], ...(by !== undefined && { by }) };
}

function seededRule(
  draft: RuleDraft,
  stored: Rule | undefined,
  { draw, chance }: { readonly draw: () => number; readonly chance: Chance },
): Rule {
  const { conditions, rollout, serve } = draft;
  return {
    id: draft.id ?? chance.id(),
    conditions,
    ...(rollout !== undefined && { rollout: seededRollout(rollout, stored?.rollout, draw) }),
    serve: seededServe(serve, stored?.serve, draw),
  };
}

const MAX_SEED = 2 ** 32 - 1;

/** Draws seeds that are not in use in this flag, and whose split rolls (seed + 1) are not either. */
function unusedSeeds(stored: FlagConfigState, chance: Chance): () => number {
  const used = new Set<number>();
  const use = (seed: number | undefined): void => {
    if (seed !== undefined) used.add(seed).add(seed === MAX_SEED ? 0 : seed + 1);
  };
  for (const rule of stored.rules) {
    use(rule.rollout?.seed);
    use(seedOf(rule.serve));
  }
  use(seedOf(stored.fallthrough));
  return () => {
    let seed = chance.seed();
    while (used.has(seed)) seed = seed === MAX_SEED ? 0 : seed + 1;
    use(seed);
    return seed;
  };
}
