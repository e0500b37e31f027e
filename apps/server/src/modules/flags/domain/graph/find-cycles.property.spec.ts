import fc from 'fast-check';
import { checkGraph } from './check-graph.js';
import { findCycle } from './find-cycle.js';
import { findCycles } from './find-cycles.js';
import type { FlagGraph } from './graph-flag.js';

const graphOf = (parents: readonly (readonly number[])[]): FlagGraph =>
  new Map(
    parents.map((list, index) => [
      `f${index}`,
      {
        key: `f${index}`,
        variants: new Set(['on', 'off']),
        onShutdown: 'off' as const,
        references: list.map((parent) => ({ flag: `f${parent}`, via: 'prerequisite' as const })),
      },
    ]),
  );

const anyGraph = fc
  .integer({ min: 1, max: 9 })
  .chain((size) =>
    fc.array(fc.array(fc.integer({ min: 0, max: size }), { maxLength: 3 }), {
      minLength: size,
      maxLength: size,
    }),
  )
  .map(graphOf);

describe('findCycles', () => {
  it('finds a cycle exactly where some flag is on one', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const keys = [...graph.keys()];
        const some = keys.some((key) => findCycle(graph, key) !== null);
        expect(findCycles(graph, keys).length > 0).toBe(some);
      }),
    );
  });

  it('answers real cycles that share no flag', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const cycles = findCycles(graph, [...graph.keys()]);
        for (const cycle of cycles) {
          expect(cycle.at(-1)).toBe(cycle[0]);
          for (let at = 1; at < cycle.length; at += 1) {
            const parents = graph.get(cycle[at - 1]!)!.references.map(({ flag }) => flag);
            expect(parents).toContain(cycle[at]);
          }
        }
        const members = cycles.flatMap((cycle) => cycle.slice(1));
        expect(new Set(members).size).toBe(members.length);
      }),
    );
  });
});

it('judges 20,000 changed flags, in one ring or in chains, within seconds', () => {
  const size = 20_000;
  const ring = graphOf(Array.from({ length: size }, (_, n) => [(n + 1) % size]));
  const keys = [...ring.keys()];
  expect(checkGraph(ring, keys).map(({ code }) => code)).toEqual(['PREREQUISITE_CYCLE']);
  const chains = graphOf(Array.from({ length: size }, (_, n) => (n % 60 === 0 ? [] : [n - 1])));
  expect(checkGraph(chains, keys)).toEqual([]);
}, 20_000);
