import type { FlagRegistry } from './flag-registry.js';

/** Keys of the flags that name a flag, by its key. Linear in the flags. */
export function childrenOf(registry: FlagRegistry): ReadonlyMap<string, readonly string[]> {
  const children = new Map<string, string[]>();
  for (const { key, flag } of registry.nodes.values()) {
    for (const parent of flag?.references.flags ?? []) {
      const known = children.get(parent);
      if (known === undefined) children.set(parent, [key]);
      else known.push(key);
    }
  }
  return children;
}
