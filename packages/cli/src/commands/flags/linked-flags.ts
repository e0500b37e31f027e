import type { ExportDocument } from '@sluice/protocol';

/** Keys of the flags that require another in the environment, by a prerequisite or inside a condition, or are required. */
export function linkedFlags({ flags }: ExportDocument, environment: string): Set<string> {
  const linked = new Set<string>();
  for (const { key, archived, prerequisites, configurations } of flags) {
    const rules = configurations.find((one) => one.environment === environment)?.rules ?? [];
    const parents = [...prerequisites.map(({ flag }) => flag), ...flagsWithin(rules)];
    if (archived || parents.length === 0) continue;
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
