import { z } from 'zod';
import type { FullSettings } from './domain/settings-from.js';

const guardShape = z.looseObject({
  id: z.string(),
  metric: z.string(),
  source: z.looseObject({ kind: z.string() }),
  comparison: z.string(),
  threshold: z.number(),
  minimumSamples: z.number(),
  margin: z.number(),
  action: z.enum(['rollback', 'step-back', 'pause']),
});

const SHAPES: Readonly<Record<string, z.ZodType>> = {
  flag: z.string(),
  plan: z.array(z.looseObject({ percentage: z.number(), holdMs: z.number() })).min(1),
  startAt: z.number(),
  checkEveryMs: z.number().positive(),
  noDataLimitMs: z.number(),
  onRollback: z.enum(['flag', 'rule']),
  alsoDisable: z.array(z.string()),
  strategy: z.string(),
  guards: z.array(guardShape),
  variants: z.array(z.string()),
};

/** In place of what cannot be read: such a rollout is taken back at most, by hand, and then the whole flag. */
const SAFE: FullSettings = {
  flag: '',
  plan: [{ percentage: 100, holdMs: 30 * 86_400_000 }],
  startAt: 0,
  checkEveryMs: 10_000,
  noDataLimitMs: 600_000,
  onRollback: 'flag',
  alsoDisable: [],
  strategy: 'custom',
  guards: [],
  variants: [],
};

/** Settings as far as they can be read, and the names of the members that cannot. */
export interface StoredSettings {
  readonly settings: FullSettings;
  readonly broken: readonly string[];
}

/** Settings of a row, member by member; what is no member of today is kept. */
export function storedSettings(stored: unknown, flag: string): StoredSettings {
  const given =
    typeof stored === 'object' && stored !== null ? (stored as Partial<FullSettings>) : {};
  const broken = Object.entries(SHAPES)
    .filter(([name, shape]) => !shape.safeParse(given[name as keyof FullSettings]).success)
    .map(([name]) => name);
  const safe = { ...SAFE, flag };
  const replaced = Object.fromEntries(
    broken.map((name) => [name, safe[name as keyof FullSettings]]),
  ) as Partial<FullSettings>;
  return { settings: { ...safe, ...given, ...replaced }, broken };
}
