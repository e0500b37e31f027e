import { murmur3, type Condition, type Json } from '@sluice/evaluator';
import type { RolloutInput } from '@sluice/protocol';
import { EVERYBODY, leafOf, NOBODY } from './leaf-of.js';
import type {
  NeutralBucket,
  NeutralCondition,
  NeutralFlag,
  NeutralPrerequisite,
  NeutralSuite,
} from './neutral-model.js';
import { SuiteNames } from './suite-names.js';

const FULL = 100_000;

/** A segment as the API takes it. */
export interface SegmentBody {
  readonly key: string;
  readonly rules: readonly { conditions: Condition[]; rollout?: RolloutInput }[];
}

/** The same seed for the same salt, so that what shared a dice roll still does. */
export function seedOf(algo: string, salt: Json): number {
  return murmur3(JSON.stringify([algo, salt]), 0);
}

/** Holds where the attribute can be bucketed by. */
export function isPresent(attribute: string): Condition {
  return { attribute, operator: 'in', values: [''], negate: true };
}

/** Fraction (GrowthBook) or percent (the others) as thousandths of a percent. */
export function thousandths(algo: string, share: number): number {
  const percent = algo.startsWith('growthbook') ? share * 100 : share;
  return Math.min(FULL, Math.max(0, Math.round(percent * 1000)));
}

/** Turns the conditions of one suite into ours, and collects the segments they need on the way. */
export class SuiteConverter {
  readonly names: SuiteNames;
  readonly segments: SegmentBody[] = [];
  readonly #segmentKeys = new Map<string, string>();

  constructor(
    readonly suite: NeutralSuite,
    index: number,
  ) {
    this.names = new SuiteNames(suite, index);
  }

  /** Our condition; throws for a segment that contains itself, which nobody can save here. */
  condition(neutral: NeutralCondition, within: readonly string[] = []): Condition {
    if (typeof neutral === 'boolean') return neutral ? EVERYBODY : NOBODY;
    if ('op' in neutral) return leafOf(neutral);
    if ('all' in neutral) return { all: neutral.all.map((part) => this.condition(part, within)) };
    if ('any' in neutral) return { any: neutral.any.map((part) => this.condition(part, within)) };
    if ('not' in neutral) return { not: this.condition(neutral.not, within) };
    if ('segment' in neutral) return this.#segment(neutral.segment, within);
    if ('bucket' in neutral) return this.#bucket(neutral.bucket);
    return this.prerequisite(neutral);
  }

  /** A prerequisite as a condition: that the parent serves one of these variants, stopped or not. */
  prerequisite({
    flag,
    variants,
    negate = false,
    requireOn = false,
  }: NeutralPrerequisite): Condition {
    const parent = this.suite.flagset.flags[flag];
    if (parent === undefined) return NOBODY;
    const known = variants.filter((name) => Object.hasOwn(parent.variants, name));
    const key = this.names.flag(flag);
    const named = known.map((name) => this.names.variant(parent, name) ?? '');
    const serves: Condition = named.length === 0 ? NOBODY : { flag: key, variants: named };
    const holds =
      stopsAt(parent, requireOn) !== null && known.includes(stopsAt(parent, requireOn) ?? '')
        ? { any: [serves, { flag: key, variants: this.#all(parent), negate: true }] }
        : serves;
    return negate ? { not: holds } : holds;
  }

  /** Segments cannot name segments here, so that one which does is written out where it is named. */
  #segment(name: string, within: readonly string[]): Condition {
    const segment = this.suite.flagset.segments[name];
    if (segment === undefined) return NOBODY;
    if (within.includes(name)) throw new Error(`segment ${name} contains itself`);
    if (refersOut(segment.when)) return this.condition(segment.when, [...within, name]);
    let key = this.#segmentKeys.get(name);
    if (key === undefined) {
      key = this.#addSegment([{ conditions: [this.condition(segment.when)] }]);
      this.#segmentKeys.set(name, key);
    }
    return { segment: key };
  }

  /** A percentage as a condition: a segment with a rule for each attribute it may be bucketed by. */
  #bucket(bucket: NeutralBucket): Condition {
    const share = shareOf(bucket);
    const rules = bucket.by.map((by, index) => ({
      conditions: [
        isPresent(by),
        ...bucket.by.slice(0, index).map((earlier): Condition => ({ not: isPresent(earlier) })),
      ],
      rollout: { ...share, by, seed: seedOf(bucket.algo, bucket.salt) },
    }));
    const ours: SegmentBody['rules'] = rules;
    // Drawn anew for everyone: only "nobody" and "everybody" can be said of that.
    const everybody = 'percentage' in share && share.percentage === 100;
    const random = bucket.missing === 'random' && everybody;
    const drawn = bucket.by.map((by): Condition => ({ not: isPresent(by) }));
    return { segment: this.#addSegment(random ? [...ours, { conditions: drawn }] : ours) };
  }

  #addSegment(rules: SegmentBody['rules']): string {
    const key = this.names.segment(this.segments.length);
    this.segments.push({ key, rules });
    return key;
  }

  #all(flag: NeutralFlag): string[] {
    return Object.keys(flag.variants).map((name) => this.names.variant(flag, name) ?? '');
  }
}

/** Gate of a bucket. */
export function shareOf({ algo, pct, range }: Pick<NeutralBucket, 'algo' | 'pct' | 'range'>) {
  if (range === undefined) return { percentage: thousandths(algo, pct ?? 0) / 1000 };
  return { range: [thousandths(algo, range[0]), thousandths(algo, range[1])] };
}

/** What a parent serves while it is stopped, where that counts for its children; else null. */
function stopsAt(parent: NeutralFlag, requireOn: boolean): string | null {
  if (!parent.enabled) return requireOn ? null : parent.offVariant;
  if ((parent.prereqs ?? []).length === 0) return null;
  return parent.prereqFailVariant ?? parent.offVariant;
}

/** Whether a condition holds something that is no matter of attributes. */
function refersOut(neutral: NeutralCondition): boolean {
  if (typeof neutral === 'boolean' || 'op' in neutral) return false;
  if ('all' in neutral) return neutral.all.some(refersOut);
  if ('any' in neutral) return neutral.any.some(refersOut);
  return 'not' in neutral ? refersOut(neutral.not) : true;
}
