import type { Observation } from '@sluice/protocol';
import { mergeIdSamples, NO_IDS } from '../domain/statistics/id-sample.js';
import { reportsOf, type ObservedBatch } from './observed-batch.js';

const seen = (arm: Observation['arm'], ids: number[]): Observation => ({
  rollout: 'r',
  entry: 1,
  arm,
  count: ids.length,
  errors: 0,
  timed: 0,
  slow: [],
  latencies: [],
  ids,
});

describe('reportsOf', () => {
  it('gathers the ids of any number of instances into the same sample as one by one', () => {
    let sample = NO_IDS;
    const batches = Array.from({ length: 60 }, (_, index): ObservedBatch => {
      const ids = Array.from(
        { length: 1_000 },
        (__, i) => (index * 7_919 + i * 104_729) % 1_000_003,
      );
      const arm = index % 3 === 0 ? 'treatment' : 'control';
      sample = mergeIdSamples(sample, { ...NO_IDS, [arm]: ids });
      return {
        id: String(index),
        environmentId: 'e',
        instance: `i${index}`,
        observations: [seen(arm, ids)],
      };
    });
    const [report] = reportsOf(batches, () => true);
    expect(mergeIdSamples(NO_IDS, report!.ids)).toEqual(sample);
    expect(report!.ids.treatment.length + report!.ids.control.length).toBeLessThan(40_000);
    expect(report!.cells.size).toBe(60);
  });

  it('takes users whose work has not ended for users, and for no reading', () => {
    const waiting = { ...seen('treatment', [5, 7]), count: 0 };
    const batch = { id: '1', environmentId: 'e', instance: 'i', observations: [waiting] };
    const [report] = reportsOf([batch], () => true);
    expect(report).toMatchObject({ cells: new Map(), ids: { treatment: [5, 7] } });
  });
});
