import { DDSketch } from '@datadog/sketches-js';
import { LogSketch } from './log-sketch.js';

const GAMMA = 1.01 / 0.99;

describe('LogSketch', () => {
  it('has the bins of the reference implementation', () => {
    const small = new LogSketch();
    const reference = new DDSketch({ relativeAccuracy: 0.01 });
    for (let latencyMs = 0.001; latencyMs < 4e8; latencyMs *= 1.0137) {
      small.add(latencyMs);
      reference.accept(latencyMs);
    }
    const { bins, offset } = reference.store;
    const expected = bins.map((count, index) => [index + offset, count]);
    expect(small.bins()).toEqual(expected.filter(([, count]) => count! > 0));
  });

  it.each([0.001, 0.2, 1, 120, 500.5, 4e8])('puts %s ms into (γ^(i-1), γ^i]', (latencyMs) => {
    const sketch = new LogSketch();
    sketch.add(latencyMs);
    const [[bin, count]] = sketch.bins() as [[number, number]];
    expect(count).toBe(1);
    expect(latencyMs).toBeLessThanOrEqual(GAMMA ** bin * (1 + 1e-9));
    expect(latencyMs).toBeGreaterThan(GAMMA ** (bin - 1) * (1 - 1e-9));
  });

  it('adds bins of another', () => {
    const sketch = new LogSketch();
    sketch.add(1);
    sketch.addBins([
      [0, 2],
      [7, 1],
    ]);
    expect(sketch.bins()).toEqual([
      [0, 3],
      [7, 1],
    ]);
  });
});
