import { differingReplicas } from './differing-replicas.js';

const replica = (id: string, overlay: unknown) => ({ id, overlay });

describe('differingReplicas', () => {
  it('finds the one that is not like the others, whatever the order of keys', () => {
    const same = [replica('a', { x: 1, y: [2] }), replica('b', { y: [2], x: 1 })];
    expect([...differingReplicas([...same, replica('c', { x: 1, y: [3] })])]).toEqual(['c']);
    expect(differingReplicas(same).size).toBe(0);
  });

  it('accuses both where there is no majority, and nobody who is alone', () => {
    expect([...differingReplicas([replica('a', 1), replica('b', 2)])].sort()).toEqual(['a', 'b']);
    expect(differingReplicas([replica('a', 1)]).size).toBe(0);
    expect(differingReplicas([]).size).toBe(0);
  });
});
