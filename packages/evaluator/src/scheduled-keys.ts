import type { CompiledFlag } from './flag-node.js';
import type { CompiledSchedule } from './schedule.js';
import type { FlagRegistry } from './flag-registry.js';

/** Keys of all flags whose answer a schedule can change: their own, their segments' or one of their parents'. */
export function scheduledKeys(registry: FlagRegistry): ReadonlySet<string> {
  const children = childrenOf(registry);
  const pending = registry.keysWhere((flag) => schedulesOf(flag).length > 0);
  const keys = new Set<string>();
  for (let key = pending.pop(); key !== undefined; key = pending.pop()) {
    if (keys.has(key)) continue;
    keys.add(key);
    pending.push(...(children.get(key) ?? []));
  }
  return keys;
}

/** The schedules in a flag's rules and in the segments these name. */
export function schedulesOf(flag: CompiledFlag): CompiledSchedule[] {
  const gates = flag.rules.flatMap((rule) => [
    rule.gate,
    ...(rule.segments ?? []).flatMap(({ segment }) => segment?.rules.map(({ gate }) => gate) ?? []),
  ]);
  return gates.map(({ schedule }) => schedule).filter((schedule) => schedule !== null);
}

function childrenOf(registry: FlagRegistry): ReadonlyMap<string, readonly string[]> {
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
