import { childrenOf } from './children.js';
import type { FlagRegistry } from './flag-registry.js';

/** These keys and, at any distance, those of the flags that name them as prerequisite or in a condition. Linear in the flags. */
export function affectedKeys(
  registry: FlagRegistry,
  changed: readonly string[],
): ReadonlySet<string> {
  const keys = new Set<string>();
  const children = childrenOf(registry);
  const pending = [...changed];
  for (let key = pending.pop(); key !== undefined; key = pending.pop()) {
    if (keys.has(key)) continue;
    keys.add(key);
    pending.push(...(children.get(key) ?? []));
  }
  return keys;
}
