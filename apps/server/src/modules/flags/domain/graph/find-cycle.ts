import type { FlagGraph } from './graph-flag.js';

/**
 * The keys of a cycle through `start`, beginning and ending with it: `[a, b, c, a]`; null where there is
 * none. The shortest one; linear in the references.
 */
export function findCycle(graph: FlagGraph, start: string): string[] | null {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const key of queue) {
    for (const { flag } of graph.get(key)?.references ?? []) {
      if (flag === start) return pathTo(key, cameFrom, start);
      if (cameFrom.has(flag)) continue;
      cameFrom.set(flag, key);
      queue.push(flag);
    }
  }
  return null;
}

function pathTo(last: string, cameFrom: ReadonlyMap<string, string>, start: string): string[] {
  const path = [start];
  for (let key: string | undefined = last; key !== undefined && key !== start;)
    [, key] = [path.push(key), cameFrom.get(key)];
  path.push(start);
  return path.reverse();
}
