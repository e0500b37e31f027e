import type { Rollout, SegmentRule } from '@sluice/evaluator';
import { seededRollout, type RolloutDraft } from '../../targeting/index.js';

/** What of a segment can be edited. */
export interface SegmentState {
  readonly name: string;
  readonly description: string;
  /** Attribute the lists are matched against; null for `id`. */
  readonly by: string | null;
  readonly included: readonly string[];
  readonly excluded: readonly string[];
  readonly rules: readonly SegmentRule[];
}

/** A rule as sent: its rollout may lack the seed. */
export interface SegmentRuleDraft {
  readonly conditions: SegmentRule['conditions'];
  readonly rollout?: RolloutDraft | undefined;
}

/** The members of a segment that a write replaces. */
export type SegmentPatch = {
  readonly [member in Exclude<keyof SegmentState, 'rules'>]?: SegmentState[member] | undefined;
} & { readonly rules?: readonly SegmentRuleDraft[] | undefined };

/** A segment with nobody in it. */
export const EMPTY_SEGMENT: SegmentState = {
  name: '',
  description: '',
  by: null,
  included: [],
  excluded: [],
  rules: [],
};

/** The members of a segment that make its state. */
export function segmentStateOf(segment: SegmentState): SegmentState {
  const { name, description, by, included, excluded, rules } = segment;
  return { name, description, by, included, excluded, rules };
}

/**
 * The segment after a patch: each member given replaces the stored one, each id stands once. Rules have no
 * ids; one in the same place with the same kind of rollout keeps its seed, so that nobody is rolled again.
 */
export function mergeSegment(
  stored: SegmentState,
  patch: SegmentPatch,
  draw: () => number,
): SegmentState {
  const { included, excluded, rules } = patch;
  return {
    name: patch.name ?? stored.name,
    description: patch.description ?? stored.description,
    by: patch.by === undefined ? stored.by : patch.by,
    included: included === undefined ? stored.included : [...new Set(included)],
    excluded: excluded === undefined ? stored.excluded : [...new Set(excluded)],
    rules:
      rules?.map((rule, index) => seeded(rule, stored.rules[index]?.rollout, draw)) ?? stored.rules,
  };
}

function seeded(
  { conditions, rollout }: SegmentRuleDraft,
  stored: Rollout | undefined,
  draw: () => number,
): SegmentRule {
  return {
    conditions,
    ...(rollout !== undefined && { rollout: seededRollout(rollout, stored, draw) }),
  };
}

/** A change of one list: what is in both `add` and `remove` ends up in it. */
export interface MemberEdit {
  readonly list: 'included' | 'excluded';
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** The segment with members removed and then added; the order of those that stay is kept. */
export function editMembers(stored: SegmentState, { list, add, remove }: MemberEdit): SegmentState {
  const ids = new Set(stored[list]);
  for (const id of remove) ids.delete(id);
  for (const id of add) ids.add(id);
  return { ...stored, [list]: [...ids] };
}
