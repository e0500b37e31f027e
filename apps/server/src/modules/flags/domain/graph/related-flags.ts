import type { FlagGraph } from './graph-flag.js';

/** Keys of the flags above one, nearest first, itself left out; linear in the references. */
export function ancestorsOf(graph: FlagGraph, start: string): string[] {
  return reach([start], (key) => (graph.get(key)?.references ?? []).map(({ flag }) => flag));
}

/** Keys of the flags whose answers may change with one, nearest first, itself left out; linear in the references. */
export function dependentsOf(graph: FlagGraph, start: string): string[] {
  return dependentsOfAny(graph, [start]);
}

/** The same for several flags at once, these left out; linear in the references, however many they are. */
export function dependentsOfAny(graph: FlagGraph, starts: readonly string[]): string[] {
  const children = childrenByParent(graph);
  return reach(starts, (key) => children.get(key) ?? []);
}

function childrenByParent(graph: FlagGraph): Map<string, string[]> {
  const children = new Map<string, string[]>();
  for (const { key, references } of graph.values()) {
    for (const flag of new Set(references.map((reference) => reference.flag))) {
      const known = children.get(flag);
      if (known === undefined) children.set(flag, [key]);
      else known.push(key);
    }
  }
  return children;
}

function reach(starts: readonly string[], next: (key: string) => readonly string[]): string[] {
  const seen = new Set(starts);
  for (const key of seen) for (const other of next(key)) seen.add(other);
  for (const start of starts) seen.delete(start);
  return [...seen];
}
