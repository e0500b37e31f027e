/** Any JSON value. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Everything an SDK needs for one environment (evaluation.md §2). */
export interface Snapshot {
  readonly schema: 1;
  /** Identity of this history of revisions; revisions of two epochs are never compared. */
  readonly epoch: string;
  readonly project: string;
  readonly environment: string;
  /** Grows by one with every committed change in this environment. */
  readonly revision: number;
  /** Emergency shutdown engaged. */
  readonly shutdown: boolean;
  /** Flag key → variant: overrides of the replica that serves this snapshot. */
  readonly overrides?: Readonly<Record<string, string>>;
  readonly flags: Readonly<Record<string, Flag>>;
  readonly segments: Readonly<Record<string, Segment>>;
}

export type FlagType = 'boolean' | 'string' | 'number' | 'json';

/** A flag as it travels to an evaluator (its wire form). */
export interface Flag {
  readonly key: string;
  /** Environment revision at which this wire form last changed. */
  readonly version: number;
  /** Lowest evaluator level that understands this flag; default 1. */
  readonly needs?: number;
  /** Present only as somebody's parent: evaluated as one, `FLAG_NOT_FOUND` when asked for. */
  readonly hidden?: boolean;
  /** OpenFeature flag metadata; no part in evaluation. */
  readonly metadata?: Readonly<Record<string, string | number | boolean>>;
  readonly type: FlagType;
  readonly enabled: boolean;
  readonly variants: Readonly<Record<string, Json>>;
  /** Served when disabled, shut down, or a prerequisite fails; `null`: no value. */
  readonly offVariant: string | null;
  readonly prerequisites: readonly Prerequisite[];
  readonly targets: readonly Target[];
  readonly rules: readonly Rule[];
  readonly fallthrough: Serve;
  /** `keep`: protective flags survive an emergency shutdown. */
  readonly onShutdown: 'off' | 'keep';
}

/** At most one of `state` and `variants`; neither means `state: 'on'`. */
export interface Prerequisite {
  readonly flag: string;
  readonly state?: 'on' | 'off';
  readonly variants?: readonly string[];
}

/** Ids that get one variant before any rule is asked, matched against attribute `by` (default `id`). */
export interface Target {
  readonly variant: string | null;
  readonly ids: Ids;
  readonly by?: string;
}

export interface Rule {
  readonly id: string;
  /** All must hold; none means everyone. */
  readonly conditions: readonly Condition[];
  readonly rollout?: Rollout;
  readonly serve: Serve;
}

/** Gate of a rule: exactly one of `percentage`, `schedule`, `range`. */
export interface Rollout {
  /** Unsigned 32-bit integer, kept for the life of the rule. */
  readonly seed: number;
  /** Attribute used for bucketing; default `id`. */
  readonly by?: string;
  /** 0–100, at most 3 decimals. */
  readonly percentage?: number;
  readonly schedule?: Schedule;
  /** Thousandths of a percent, `[from, to)`. */
  readonly range?: readonly [number, number];
}

/** Percentage as a function of time; steps strictly ascending. */
export interface Schedule {
  readonly curve: 'step' | 'linear';
  readonly steps: readonly ScheduleStep[];
}

export interface ScheduleStep {
  /** RFC 3339 instant. */
  readonly at: string;
  readonly percentage: number;
}

export interface VariantServe {
  readonly variant: string | null;
}

export interface SplitServe {
  readonly split: readonly WeightedVariant[];
  readonly seed: number;
  readonly by?: string;
}

export interface WeightedVariant {
  readonly variant: string | null;
  /** Integer ≥ 0; the sum of a split is 1–100 000. */
  readonly weight: number;
}

export type Serve = VariantServe | SplitServe;

export type Operator =
  | 'in'
  | 'contains'
  | 'startsWith'
  | 'endsWith'
  | 'matches'
  | 'lt'
  | 'lte'
  | 'gt'
  | 'gte'
  | 'before'
  | 'after'
  | 'semverEq'
  | 'semverLt'
  | 'semverLte'
  | 'semverGt'
  | 'semverGte'
  | 'semverCaret'
  | 'semverTilde'
  | 'inCidr'
  | 'exists';

/** A question about one attribute of the context. */
export interface Leaf {
  readonly attribute: string;
  readonly operator: Operator;
  readonly values?: readonly Json[];
  readonly hashed?: Hashed;
  readonly negate?: boolean;
  readonly caseInsensitive?: boolean;
}

export interface SegmentCondition {
  readonly segment: string;
  readonly negate?: boolean;
}

export type FlagCondition = Prerequisite & { readonly negate?: boolean };

export type Condition =
  | Leaf
  | SegmentCondition
  | FlagCondition
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** A named audience; `included` beats `excluded` beats `rules`. */
export interface Segment {
  readonly key: string;
  readonly version: number;
  readonly needs?: number;
  readonly by?: string;
  readonly included: Ids;
  readonly excluded: Ids;
  readonly rules: readonly SegmentRule[];
}

export interface SegmentRule {
  readonly conditions: readonly Condition[];
  readonly rollout?: Rollout;
}

/** 53-bit hashes of ids under two seeds, as sent to browsers (evaluation.md §4). */
export interface Hashed {
  readonly seeds: readonly [number, number];
  readonly hashes: readonly number[];
}

export type Ids = readonly string[] | Hashed;
