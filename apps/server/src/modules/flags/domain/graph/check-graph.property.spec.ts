import fc from 'fast-check';
import { checkGraph } from './check-graph.js';
import { findCycle } from './find-cycle.js';
import type { FlagGraph, GraphFlag } from './graph-flag.js';
import { hierarchyCosts } from './hierarchy-cost.js';
import { ancestorsOf, dependentsOf } from './related-flags.js';

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f'];

const graphOf = (edges: readonly (readonly [string, string])[]): FlagGraph => {
  const flagOf = (key: string): GraphFlag => ({
    key,
    variants: new Set(['on', 'off']),
    onShutdown: 'off',
    references: edges
      .filter(([child]) => child === key)
      .map(([, parent]) => ({ flag: parent, via: 'prerequisite' })),
  });
  return new Map(KEYS.map((key) => [key, flagOf(key)]));
};
const key = fc.constantFrom(...KEYS);
const edges = fc.array(fc.tuple(key, key), { maxLength: 12 });
/** Children come after their parents in the alphabet: no cycle. */
const acyclic = edges.map((list) => list.filter(([child, parent]) => child > parent));

/** All that can be reached over parents, by walking every path. */
function reached(graph: FlagGraph, start: string, seen = new Set<string>()): Set<string> {
  for (const { flag } of graph.get(start)!.references)
    if (!seen.has(flag)) reached(graph, flag, seen.add(flag));
  return seen;
}

/** Parent evaluations, by carrying all of them out. */
function unfolded(graph: FlagGraph, start: string): number {
  return graph.get(start)!.references.reduce((sum, { flag }) => sum + 1 + unfolded(graph, flag), 0);
}

describe('the hierarchy of flags', () => {
  it('has a cycle through a flag exactly where the flag is its own ancestor, and the cycle is one', () => {
    fc.assert(
      fc.property(edges, key, (list, start) => {
        const graph = graphOf(list);
        const cycle = findCycle(graph, start);
        expect(cycle !== null).toBe(reached(graph, start).has(start));
        if (cycle === null) return;
        expect([cycle[0], cycle.at(-1)]).toEqual([start, start]);
        const steps = cycle.slice(1).map((parent, index) => [cycle[index], parent]);
        for (const step of steps) expect(list).toContainEqual(step);
      }),
    );
  });

  it('costs what unfolding it costs', () => {
    fc.assert(
      fc.property(acyclic, key, (list, start) => {
        const graph = graphOf(list);
        expect(hierarchyCosts(graph)(start).evaluations).toBe(unfolded(graph, start));
      }),
    );
  });

  it('answers for any graph, cycles and missing flags included, and refuses each cycle', () => {
    fc.assert(
      fc.property(edges, fc.subarray(KEYS), (list, missing) => {
        const graph = new Map([...graphOf(list)].filter(([name]) => !missing.includes(name)));
        const problems = checkGraph(graph, KEYS);
        const cyclic = [...graph.keys()].some((name) => findCycle(graph, name) !== null);
        if (cyclic) expect(problems.length).toBeGreaterThan(0);
        for (const name of KEYS) hierarchyCosts(graph)(name);
      }),
    );
  });

  it('has ancestors and dependents that mirror each other', () => {
    fc.assert(
      fc.property(edges, key, key, (list, one, other) => {
        const graph = graphOf(list);
        expect(ancestorsOf(graph, one).includes(other)).toBe(
          dependentsOf(graph, other).includes(one),
        );
      }),
    );
  });

  it('names the whole of a cycle', () => {
    const graph = graphOf([
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
    ]);
    expect(checkGraph(graph, ['a'])[0]?.message).toContain('a → b → c → a');
  });
});
