import type { FlagGraph } from './graph-flag.js';

/**
 * Cycles among or above `starts`, each `[a, b, c, a]` and no flag in two of them; none where the graph
 * has none. Linear in flags and references, however many starts: for imports, where every flag is one.
 */
export function findCycles(graph: FlagGraph, starts: readonly string[]): string[][] {
  const stuck = withoutOrder(graph);
  const told = new Set<string>();
  const cycles: string[][] = [];
  for (const start of starts) {
    if (!stuck.has(start) || told.has(start)) continue;
    const path: string[] = [];
    const places = new Map<string, number>();
    let key: string | undefined = start;
    while (key !== undefined && !told.has(key) && !places.has(key)) {
      places.set(key, path.length);
      path.push(key);
      key = graph.get(key)?.references.find(({ flag }) => stuck.has(flag))?.flag;
    }
    const from = key === undefined ? undefined : places.get(key);
    if (from !== undefined) cycles.push([...path.slice(from), path[from] ?? start]);
    for (const each of path) told.add(each);
  }
  return cycles;
}

/** Flags that no order puts after all of their parents: those on cycles and those below them. Every one has a parent among them. */
function withoutOrder(graph: FlagGraph): ReadonlySet<string> {
  const children = new Map<string, string[]>();
  const open = new Map<string, number>();
  for (const { key, references } of graph.values()) {
    const parents = references.filter(({ flag }) => graph.has(flag));
    open.set(key, parents.length);
    for (const { flag } of parents) {
      const known = children.get(flag);
      if (known === undefined) children.set(flag, [key]);
      else known.push(key);
    }
  }
  const ready = [...open].filter(([, count]) => count === 0).map(([key]) => key);
  for (const key of ready) {
    open.delete(key);
    for (const child of children.get(key) ?? []) {
      const left = (open.get(child) ?? 0) - 1;
      open.set(child, left);
      if (left === 0) ready.push(child);
    }
  }
  return new Set(open.keys());
}
