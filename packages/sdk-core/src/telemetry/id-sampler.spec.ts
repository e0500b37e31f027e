import { IdSampler } from './id-sampler.js';

describe('IdSampler', () => {
  it('names each id once, by the arm it was first seen in', () => {
    const sampler = new IdSampler(4);
    for (const hash of [3, 1, 3]) sampler.offer(hash, 'treatment');
    for (const hash of [1, 2]) sampler.offer(hash, 'control');
    expect([sampler.take('treatment'), sampler.take('control')]).toEqual([[1, 3], [2]]);
    sampler.offer(1, 'treatment');
    expect(sampler.take('treatment')).toEqual([]);
  });

  it('keeps the smallest of both arms together', () => {
    const sampler = new IdSampler(4);
    for (let hash = 100; hash > 0; hash--)
      sampler.offer(hash, hash % 2 === 0 ? 'treatment' : 'control');
    expect([sampler.take('treatment'), sampler.take('control')]).toEqual([
      [2, 4],
      [1, 3],
    ]);
    sampler.offer(50, 'control');
    expect(sampler.take('control')).toEqual([]);
  });

  it('names again what could not be delivered, unless smaller ones came since', () => {
    const sampler = new IdSampler(2);
    sampler.offer(10, 'control');
    sampler.offer(20, 'control');
    const lost = sampler.take('control');
    for (const hash of [1, 30]) sampler.offer(hash, 'control');
    sampler.giveBack(lost, 'control');
    expect(sampler.take('control')).toEqual([1, 10]);
  });
});
