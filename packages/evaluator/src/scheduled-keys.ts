import { affectedKeys } from './affected-keys.js';
import type { CompiledFlag } from './flag-node.js';
import type { CompiledSchedule } from './schedule.js';
import type { FlagRegistry } from './flag-registry.js';

/** Keys of all flags whose answer a schedule can change: their own, their segments' or one of their parents'. */
export function scheduledKeys(registry: FlagRegistry): ReadonlySet<string> {
  return affectedKeys(
    registry,
    registry.keysWhere((flag) => schedulesOf(flag).length > 0),
  );
}

/** The schedules in a flag's rules and in the segments these name. */
export function schedulesOf(flag: CompiledFlag): CompiledSchedule[] {
  const gates = flag.rules.flatMap((rule) => [
    rule.gate,
    ...(rule.segments ?? []).flatMap(({ segment }) => segment?.rules.map(({ gate }) => gate) ?? []),
  ]);
  return gates.map(({ schedule }) => schedule).filter((schedule) => schedule !== null);
}
