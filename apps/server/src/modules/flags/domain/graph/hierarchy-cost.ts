import type { FlagGraph } from './graph-flag.js';

/** What evaluating a flag costs at worst, and how many levels of parents are above it. */
export interface HierarchyCost {
  /** Parent evaluations when all parents are fully unfolded; capped far above the limit. */
  readonly evaluations: number;
  readonly depth: number;
}

const CAP = 1_000_000;

/** The cost of each flag of an acyclic graph, computed once per flag; a parent that is not there, or not yet in a
 * cycle, costs one evaluation. */
export function hierarchyCosts(graph: FlagGraph): (key: string) => HierarchyCost {
  const known = new Map<string, HierarchyCost>();
  const costOf = (start: string): HierarchyCost => {
    // Own stack: a chain of flags may be longer than the call stack is deep.
    const stack = [start];
    const entered = new Set<string>();
    while (stack.length > 0) {
      const key = stack[stack.length - 1] ?? start;
      const parents = (graph.get(key)?.references ?? []).map(({ flag }) => flag);
      const pending = entered.has(key) ? [] : parents.filter((parent) => !known.has(parent));
      entered.add(key);
      if (pending.length > 0) stack.push(...pending);
      else {
        if (!known.has(key)) known.set(key, sumOf(parents, known));
        stack.pop();
      }
    }
    return known.get(start) ?? { evaluations: 0, depth: 0 };
  };
  return costOf;
}

function sumOf(
  parents: readonly string[],
  known: ReadonlyMap<string, HierarchyCost>,
): HierarchyCost {
  let [evaluations, depth] = [0, 0];
  for (const parent of parents) {
    const cost = known.get(parent) ?? { evaluations: 0, depth: 0 };
    evaluations = Math.min(CAP, evaluations + 1 + cost.evaluations);
    depth = Math.max(depth, 1 + cost.depth);
  }
  return { evaluations, depth };
}
