import { hasShapeOf } from '../has-shape-of.js';
import { NO_SCATTER } from '../statistics/scatter.js';
import { newMemory, type GuardMemory, type TelemetryMemory } from './guard-memory.js';
import type { Guard } from './guard.js';

/** What a rollout is at while its memory is read. */
export interface MemoryFacts {
  readonly guards: readonly Guard[];
  /** Of the rollout, where evidence that is not whole begins anew. */
  readonly entry: number;
  /** ms since the Unix epoch. */
  readonly now: number;
}

/**
 * Memory as it was stored, complete: what another version of this program wrote may lack members, and
 * what somebody edited may hold anything. Evidence of a guard that is not whole begins anew, which
 * delays a decision and decides nothing; other members that are missing are as before anything was seen.
 */
export function wholeMemory(stored: unknown, { guards, entry, now }: MemoryFacts): GuardMemory {
  return completed(stored, newMemory(guards, now), entry + 1) as GuardMemory;
}

type Members = Readonly<Record<string, unknown>>;

const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null ? (value as Members) : {};

const isTelemetry = (value: Members): boolean => 'evidence' in value && 'verdict' in value;

function completed(stored: unknown, pattern: unknown, entry: number): unknown {
  const wanted = membersOf(pattern);
  if (isTelemetry(wanted)) return telemetryOf(stored, wanted as never, entry);
  if (Object.keys(wanted).length === 0) return hasShapeOf(stored, pattern) ? stored : pattern;
  const given = membersOf(stored);
  const members = Object.entries(wanted).map(([key, one]) => [
    key,
    completed(given[key], one, entry),
  ]);
  return { ...given, ...(Object.fromEntries(members) as Members) };
}

function telemetryOf(stored: unknown, fresh: TelemetryMemory, entry: number): unknown {
  const { settled } = membersOf(membersOf(stored).evidence);
  const isWhole =
    hasShapeOf(stored, fresh) && (settled === null || hasShapeOf(settled, NO_SCATTER));
  return isWhole ? stored : { ...fresh, evidence: { ...fresh.evidence, entry } };
}
