import type { Cell } from './evidence.js';
import { roundsOf } from './rounds-of.js';

const cell = (instance: string, requests = 100): Cell => ({
  instance,
  treatment: { count: requests / 2, bad: 1 },
  control: { count: requests / 2, bad: 0 },
});

describe('roundsOf', () => {
  it('begins anew where an instance reports again', () => {
    const rounds = roundsOf([cell('a'), cell('b'), cell('b'), cell('a'), cell('a')]);
    expect(rounds.map((round) => round.map(({ instance }) => instance))).toEqual([
      ['a', 'b'],
      ['b', 'a'],
      ['a'],
    ]);
  });

  it('puts small reports together, and loses none', () => {
    const [round] = roundsOf([cell('a', 4), cell('b', 100), cell('c', 6)]);
    expect(round).toHaveLength(2);
    const rest = round?.find(({ instance }) => instance === '');
    expect(rest).toMatchObject({ treatment: { count: 5, bad: 2 }, control: { count: 5 } });
  });

  it('stays bounded, however many instances report', () => {
    const cells = Array.from({ length: 5_000 }, (_, index) => cell(String(index)));
    const [round = []] = roundsOf(cells);
    expect(round.length).toBeLessThan(40);
    expect(round.reduce((sum, { treatment }) => sum + treatment.count, 0)).toBe(250_000);
  });

  it('is empty without reports', () => {
    expect(roundsOf([])).toEqual([]);
  });
});
