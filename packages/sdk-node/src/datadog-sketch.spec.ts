import { DatadogSketch } from './datadog-sketch.js';

const GAMMA = 1.01 / 0.99;

describe('DatadogSketch', () => {
  it('puts each latency into the bin of the protocol, from a microsecond to days', () => {
    for (const latencyMs of [0.001, 0.4, 1, 17, 500, 1e4, 4e8]) {
      const sketch = new DatadogSketch();
      sketch.add(latencyMs);
      const [[bin, count]] = sketch.bins() as [[number, number]];
      expect(count).toBe(1);
      expect(Math.abs(bin)).toBeLessThanOrEqual(1_000);
      expect(GAMMA ** bin * (1 + 1e-9)).toBeGreaterThanOrEqual(latencyMs);
      expect(GAMMA ** (bin - 1)).toBeLessThan(latencyMs * (1 + 1e-9));
    }
  });

  it('holds the same after merging as if it had seen everything', () => {
    const [all, one, other] = [new DatadogSketch(), new DatadogSketch(), new DatadogSketch()];
    for (let latencyMs = 0.01; latencyMs < 1e6; latencyMs *= 1.3) {
      all.add(latencyMs);
      (latencyMs < 50 ? one : other).add(latencyMs);
    }
    const merged = new DatadogSketch();
    merged.addBins(other.bins());
    merged.addBins(one.bins());
    expect(merged.bins()).toEqual(all.bins());
    expect(new DatadogSketch().bins()).toEqual([]);
  });
});
