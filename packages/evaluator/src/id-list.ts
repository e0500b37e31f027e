import { hashedId } from './hashed-id.js';
import { isArray, isRecord, isSeed } from './wire.js';

/** A set of ids, listed plainly or hashed (evaluation.md §4). */
export interface IdList {
  has(id: string): boolean;
  /** The list after a delta; elements of the wrong kind are ignored. */
  changed(add: readonly unknown[], remove: readonly unknown[]): IdList;
  readonly size: number;
}

/** The list a wire form holds; null where it is neither strings nor a hashed list. */
export function compileIds(wire: unknown): IdList | null {
  if (isArray(wire)) return new PlainIds(new Set(wire.filter(isString)));
  return compileHashed(wire);
}

/** A hashed list; null where it is none. Hashes that are no safe integers never match. */
export function compileHashed(wire: unknown): HashedIds | null {
  if (!isRecord(wire) || !isArray(wire.hashes) || !isArray(wire.seeds)) return null;
  const [first, second] = wire.seeds;
  if (wire.seeds.length !== 2 || !isSeed(first) || !isSeed(second)) return null;
  return new HashedIds([first, second], sorted(wire.hashes.filter(isHash)));
}

class PlainIds implements IdList {
  constructor(readonly ids: Set<string>) {}

  get size(): number {
    return this.ids.size;
  }

  has(id: string): boolean {
    return this.ids.has(id);
  }

  changed(add: readonly unknown[], remove: readonly unknown[]): IdList {
    for (const id of remove) if (isString(id)) this.ids.delete(id);
    for (const id of add) if (isString(id)) this.ids.add(id);
    return this;
  }
}

/** The list of nobody. */
export const NO_IDS: IdList = new PlainIds(new Set());

/** Hashes in ascending order: a double in a `Set` would be boxed at every look-up, a binary search allocates nothing. */
export class HashedIds implements IdList {
  constructor(
    readonly seeds: readonly [number, number],
    readonly hashes: Float64Array,
  ) {}

  get size(): number {
    return this.hashes.length;
  }

  has(id: string): boolean {
    const { hashes } = this;
    const wanted = hashedId(id, this.seeds);
    let low = 0;
    let high = hashes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((hashes[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return hashes[low] === wanted;
  }

  changed(add: readonly unknown[], remove: readonly unknown[]): IdList {
    const hashes = new Set(this.hashes);
    for (const hash of remove) if (isHash(hash)) hashes.delete(hash);
    for (const hash of add) if (isHash(hash)) hashes.add(hash);
    return new HashedIds(this.seeds, sorted([...hashes]));
  }
}

function sorted(hashes: readonly number[]): Float64Array {
  return Float64Array.from(hashes).sort();
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isHash(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
