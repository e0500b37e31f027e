import type { Json } from '@sluice/evaluator';

/** The neutral model of flags in which the cases of other systems are written (SCHEMA.md beside them). */
export interface NeutralFlag {
  readonly type: 'boolean' | 'string' | 'number' | 'object';
  readonly enabled: boolean;
  readonly variants: Readonly<Record<string, Json>>;
  readonly offVariant: string | null;
  readonly prereqs?: readonly NeutralPrerequisite[];
  readonly prereqFailVariant?: string | null;
  readonly rules: readonly NeutralRule[];
  readonly fallthrough: NeutralServe;
  readonly metadata?: Readonly<Record<string, string | number | boolean>>;
}

export interface NeutralServe {
  readonly serve?: string | null;
  readonly split?: NeutralSplit;
}

export interface NeutralRule extends NeutralServe {
  readonly id?: string;
  readonly when: NeutralCondition;
}

export interface NeutralPrerequisite {
  readonly flag: string;
  readonly variants: readonly string[];
  readonly negate?: boolean;
  readonly requireOn?: boolean;
}

export interface NeutralLeaf {
  readonly attr: string | readonly string[];
  readonly op: string;
  readonly value?: Json;
  readonly values?: readonly Json[];
  readonly ci?: boolean;
  readonly flavor?: string;
}

export interface NeutralBucket {
  readonly algo: string;
  readonly salt: Json;
  readonly by: readonly string[];
  readonly pct?: number;
  readonly range?: readonly [number, number];
  readonly missing?: 'random';
}

export interface NeutralSplit {
  readonly algo: string;
  readonly salt: Json;
  readonly by: readonly string[];
  readonly weights: readonly (readonly [string | null, number])[];
  readonly ranges?: readonly (readonly [number, number])[];
  readonly missing?: 'random';
}

export type NeutralCondition =
  | boolean
  | NeutralLeaf
  | NeutralPrerequisite
  | { readonly all: readonly NeutralCondition[] }
  | { readonly any: readonly NeutralCondition[] }
  | { readonly not: NeutralCondition }
  | { readonly segment: string }
  | { readonly bucket: NeutralBucket };

export interface NeutralCase {
  readonly id: string;
  readonly desc: string;
  readonly flag: string;
  readonly type: 'boolean' | 'string' | 'number' | 'integer' | 'float' | 'object';
  readonly default: Json;
  readonly context: Readonly<Record<string, Json>>;
  readonly expect: {
    readonly value: Json;
    readonly variant?: string;
    readonly reason?: string;
    readonly error?: string;
    readonly metadata?: Readonly<Record<string, Json>>;
    readonly metadataEmpty?: boolean;
  };
  readonly class: 'portable' | 'choice' | 'bucket' | 'vendor' | 'unfit';
  readonly needs: readonly string[];
}

export interface NeutralSuite {
  readonly source: string;
  readonly suite: string;
  readonly flagset: {
    readonly flags: Readonly<Record<string, NeutralFlag>>;
    readonly segments: Readonly<Record<string, { readonly when: NeutralCondition }>>;
  };
  readonly cases: readonly NeutralCase[];
}
