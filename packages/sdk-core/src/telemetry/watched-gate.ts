import { bucketingValueOf, hashedId, murmur3, type Context, type Flag } from '@sluice/evaluator';
import type { WatchedRule } from '@sluice/protocol';
import { isRecord } from '../wire/is-record.js';
import { IdSampler } from './id-sampler.js';

/** Most thresholds that one observation may name. */
const MOST_THRESHOLDS = 20;

/** One step of one rollout while it is watched, with the ids seen in it. */
export class WatchedGate {
  readonly flag: string;
  readonly ruleId: string;
  readonly rollout: string;
  readonly entry: number;
  /** Latencies in ms above which a request counts as slow. */
  readonly thresholds: readonly number[];
  readonly ids = new IdSampler();
  /** Attribute that the rollout tells users apart by. */
  by: string | undefined;
  readonly #seeds: readonly [number, number];

  constructor({ flag, ruleId, rolloutId, step, slowerThanMs }: WatchedRule) {
    this.flag = flag;
    this.ruleId = ruleId;
    this.rollout = rolloutId;
    this.entry = step;
    this.thresholds = thresholdsIn(slowerThanMs);
    // Of the rollout's own, so that all instances hash alike and no hash tells of another rollout.
    this.#seeds = [murmur3(rolloutId, 1), murmur3(rolloutId, 2)];
  }

  /** The hash under which a user is told from others, or null for one without the attribute. */
  hashOf(context: Context): number | null {
    const id = bucketingValueOf(context, this.by ?? 'id');
    return id === null ? null : hashedId(id, this.#seeds);
  }
}

/** Attribute by which a rule of a flag buckets, undefined for the usual one and where nothing can be told. */
export function bucketedBy(flag: Flag | undefined, ruleId: string): string | undefined {
  const rules: unknown = flag?.rules;
  if (!Array.isArray(rules)) return undefined;
  const rule: unknown = rules.find((one: unknown) => isRecord(one) && one.id === ruleId);
  const by = isRecord(rule) && isRecord(rule.rollout) ? rule.rollout.by : undefined;
  return typeof by === 'string' ? by : undefined;
}

function thresholdsIn(untrusted: unknown): readonly number[] {
  if (!Array.isArray(untrusted)) return [];
  const numbers = untrusted.filter((one): one is number => Number.isFinite(one) && one >= 0);
  return [...new Set(numbers)].slice(0, MOST_THRESHOLDS);
}
