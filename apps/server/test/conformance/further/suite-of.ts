import type { Json } from '@sluice/evaluator';
import type { NeutralFlag, NeutralSuite } from '../neutral-model.js';

/** What an answer must be. */
export type Expected = NeutralSuite['cases'][number]['expect'];

/** One question to a suite and what its answer must be. */
export interface Asked {
  readonly flag: string;
  readonly desc: string;
  readonly context?: Readonly<Record<string, Json>>;
  readonly type?: NeutralSuite['cases'][number]['type'];
  readonly fallback?: Json;
  readonly expect: Expected;
}

/** A boolean flag that serves `on`, but for what is given. */
export const boolean = (over: Partial<NeutralFlag> = {}): NeutralFlag => ({
  type: 'boolean',
  enabled: true,
  variants: { on: true, off: false },
  offVariant: 'off',
  rules: [],
  fallthrough: { serve: 'on' },
  ...over,
});
/** A flag of the texts A, B and C that serves the first, but for what is given. */
export const texts = (over: Partial<NeutralFlag> = {}): NeutralFlag => ({
  ...boolean(),
  type: 'string',
  variants: { a: 'A', b: 'B', c: 'C' },
  offVariant: 'c',
  fallthrough: { serve: 'a' },
  ...over,
});
/** A boolean flag that is on where a condition holds. */
export const onIf = (when: NeutralFlag['rules'][number]['when']) =>
  boolean({ rules: [{ when, serve: 'on' }], fallthrough: { serve: 'off' } });

/** A suite in the model of the others. */
export function suiteOf(
  suite: string,
  flags: Readonly<Record<string, NeutralFlag>>,
  asked: readonly Asked[],
  segments: NeutralSuite['flagset']['segments'] = {},
): NeutralSuite {
  const cases = asked.map(({ flag, desc, expect, ...rest }, index) => ({
    id: `further/${suite}/${index + 1}`,
    desc,
    flag,
    type: rest.type ?? 'boolean',
    default: rest.fallback ?? null,
    context: rest.context ?? {},
    expect,
    class: 'portable' as const,
    needs: [],
  }));
  return { source: 'further', suite, flagset: { flags, segments }, cases };
}

/** The answer of a boolean flag that is on. */
export const ON = { value: true, variant: 'on' };
/** The answer of a boolean flag that is off. */
export const OFF = { value: false, variant: 'off' };
