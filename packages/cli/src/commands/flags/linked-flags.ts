import type { EnvironmentFlag } from './environment-flags.js';

/** Keys of the flags that require another in the environment, by a prerequisite or inside a condition, or are required. */
export function linkedFlags(flags: readonly EnvironmentFlag[]): Set<string> {
  const linked = new Set<string>();
  for (const { key, prerequisites, config } of flags) {
    const parents = [...prerequisites.map(({ flag }) => flag), ...flagsWithin(config.rules)];
    if (parents.length === 0) continue;
    for (const one of [key, ...parents]) linked.add(one);
  }
  return linked;
}

/** The `flag` of every condition, however deep. */
function flagsWithin(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { flag } = value as { readonly flag?: unknown };
  const inner = Object.values(value).flatMap(flagsWithin);
  return typeof flag === 'string' ? [flag, ...inner] : inner;
}
