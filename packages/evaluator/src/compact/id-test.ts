import { hashedId } from '../hashed-id.js';
import { isArray, isRecord, isSeed } from '../wire.js';

/** Whether an id is listed. */
export type IdTest = (id: string) => boolean;

/** The test of a list, plain or hashed; null where it is neither (evaluation.md §4). */
export function idTest(wire: unknown): IdTest | null {
  if (!isArray(wire)) return hashedTest(wire);
  const ids = new Set(wire);
  return (id) => ids.has(id);
}

/** The test of a hashed list; null where it is none. */
export function hashedTest(wire: unknown): IdTest | null {
  if (!isRecord(wire) || !isArray(wire.hashes) || !isArray(wire.seeds)) return null;
  const [first, second] = wire.seeds;
  if (wire.seeds.length !== 2 || !isSeed(first) || !isSeed(second)) return null;
  const hashes = new Set(wire.hashes);
  return (id) => hashes.has(hashedId(id, [first, second]));
}
