import { isArray, isSeed } from '../wire.js';
import { demand, listIn, recordIn } from './demand.js';
import { hashOf } from './hash-of.js';

/** Whether an id is listed, plainly or hashed (evaluation.md §4); throws where the wire form is neither. */
export function listed(wire: unknown): (id: string) => boolean {
  if (!isArray(wire)) return hashedIn(wire);
  const ids = new Set(wire);
  return (id) => ids.has(id);
}

/** Whether an id is in a hashed list; throws where it is none. */
export function hashedIn(wire: unknown): (id: string) => boolean {
  const { seeds, hashes } = recordIn(wire);
  const [first, second, third] = listIn(seeds);
  demand(isSeed(first) && isSeed(second) && third === undefined);
  const known = new Set(listIn(hashes));
  return (id) => known.has(hashOf(id, first) * 2 ** 21 + (hashOf(id, second) >>> 11));
}
