import type { OverridableFlag } from '@sluice/evaluator';

/** What overriding needs of a flag's wire form. */
export function overridableFlag(body: string): OverridableFlag {
  const { key, type, variants } = JSON.parse(body) as OverridableFlag;
  return { key, type, variants };
}
