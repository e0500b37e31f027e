import { compile } from './compile.js';
import type { Evaluator } from './evaluator.js';

const flag = (key: string, version = 1) => ({
  key,
  version,
  type: 'boolean' as const,
  enabled: true,
  variants: { on: true, off: false },
  offVariant: 'off',
  prerequisites: [],
  targets: [],
  rules: [
    { id: 'r', conditions: [], rollout: { seed: 1, percentage: 50 }, serve: { variant: 'on' } },
  ],
  fallthrough: { variant: 'off' },
  onShutdown: 'off' as const,
});

const counting = (): Evaluator => {
  const evaluator = compile({
    schema: 1,
    epoch: 'e',
    project: 'p',
    environment: 't',
    revision: 1,
    shutdown: false,
    flags: { a: flag('a') },
    segments: {},
  });
  evaluator.countDecisions(true);
  return evaluator;
};

function taken(evaluator: Evaluator): Record<string, number> {
  const counts: Record<string, number> = {};
  evaluator.takeCounts({
    decided: (key, variant, reason, count) => {
      const id = `${key} ${variant} ${reason}`;
      counts[id] = (counts[id] ?? 0) + count;
    },
    unknown: (key, count) => (counts[`? ${key}`] = count),
  });
  return counts;
}

describe('Tally', () => {
  it('counts each flag by variant and reason, and begins again once taken', () => {
    const evaluator = counting();
    let on = 0;
    for (let i = 0; i < 100; i++) if (evaluator.isEnabled('a', { id: `u${i}` }, 0)) on++;
    evaluator.evaluate('a', {}, 0);
    expect(taken(evaluator)).toEqual({ 'a on SPLIT': on, 'a off DEFAULT': 101 - on });
    expect(taken(evaluator)).toEqual({});
  });

  it('keeps the counts of a flag that changed or went meanwhile', () => {
    const evaluator = counting();
    evaluator.isEnabled('a', {}, 0);
    evaluator.apply([{ put: flag('a', 2) }]);
    evaluator.isEnabled('a', {}, 0);
    evaluator.apply([{ drop: 'a' }]);
    expect(taken(evaluator)).toEqual({ 'a off DEFAULT': 2 });
  });

  it('counts keys nobody knows, but never more of them than it can hold', () => {
    const evaluator = counting();
    for (let i = 0; i < 1000; i++) evaluator.isEnabled(`x${i}`, {}, 0);
    evaluator.evaluate('x0', {}, 0);
    const counts = taken(evaluator);
    expect(Object.keys(counts)).toHaveLength(200);
    expect(counts['? x0']).toBe(2);
  });

  it('counts nothing unless told to, and nothing asked without counting', () => {
    const evaluator = counting();
    evaluator.withoutCounting(() => evaluator.evaluate('a', {}, 0));
    expect(taken(evaluator)).toEqual({});
    evaluator.countDecisions(false);
    evaluator.isEnabled('a', {}, 0);
    evaluator.countDecisions(true);
    expect(taken(evaluator)).toEqual({});
  });
});
