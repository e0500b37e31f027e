import { digestOfSnapshot } from '@sluice/evaluator';
import fc from 'fast-check';
import { everything, play, seedsOf } from '../../../../test/wire/played-writes.js';
import { flagOf, sequences, withFlag, withSegment } from '../../../../test/wire/random-writes.js';
import { apply, snapshotOf, unversioned } from '../../../../test/wire/sdk-view.js';
import { buildViews, type ViewForms } from './build-views.js';
import { planView } from './plan-view.js';
import type { StoredFlag } from './stored-flag.js';

const formsOf = ({ flags, segments }: ViewForms) => ({
  flags: Object.fromEntries(flags),
  segments: Object.fromEntries(segments),
});

describe('the delta of a write', () => {
  it('leaves in the tables exactly what a full rebuild of both views would', () => {
    fc.assert(
      fc.property(sequences, (writes) => {
        play(writes, ({ after, world }) => {
          const whole = everything(world);
          for (const view of ['server', 'client'] as const)
            expect(unversioned(snapshotOf(after[view]))).toEqual(unversioned(formsOf(whole[view])));
        });
      }),
      { numRuns: 300 },
    );
  });

  it('applied to the old snapshot gives the new one, versions included', () => {
    fc.assert(
      fc.property(sequences, (writes) => {
        play(writes, ({ before, after, plan }) => {
          for (const view of ['server', 'client'] as const) {
            const applied = apply(snapshotOf(before[view]), plan[view].changes);
            expect(applied).toEqual(snapshotOf(after[view]));
          }
        });
      }),
      { numRuns: 300 },
    );
  });

  it('moves the digest to that of the new snapshot', () => {
    fc.assert(
      fc.property(sequences, (writes) => {
        play(writes, ({ before, after, plan }) => {
          for (const view of ['server', 'client'] as const) {
            const digest = digestOfSnapshot(snapshotOf(before[view])) + plan[view].digestDelta;
            expect(digest >>> 0).toBe(digestOfSnapshot(snapshotOf(after[view])));
          }
        });
      }),
      { numRuns: 300 },
    );
  });

  it('is empty where nothing changed, whatever the order of members in storage', () => {
    fc.assert(
      fc.property(sequences, (writes) => {
        play(writes, ({ after, world }) => {
          const shuffled = JSON.parse(
            JSON.stringify([...world.flags.values()]),
            (_name, value: unknown) =>
              typeof value === 'object' && value !== null && !Array.isArray(value)
                ? Object.fromEntries(Object.entries(value).reverse())
                : value,
          ) as StoredFlag[];
          const again = buildViews(shuffled, [...world.segments.values()], seedsOf);
          for (const view of ['server', 'client'] as const)
            expect(planView(after[view], again[view], after.revision + 1).changes).toEqual([]);
        });
      }),
    );
  });

  it('takes the fast path for a toggle and for a member edit', () => {
    const flag = fc.sample(flagOf('a'), { numRuns: 1, seed: 1 })[0]!;
    const plain = { ...flag, clientVisible: true, prerequisites: [], rules: [] };
    const fast: boolean[] = [];
    play(
      [
        [withFlag('a', () => plain)],
        [withFlag('a', () => ({ ...plain, enabled: !plain.enabled }))],
        [
          withSegment('s', () => ({
            key: 's',
            included: ['1', '2', '3'],
            excluded: [],
            rules: [],
          })),
        ],
        [withSegment('s', (old) => old && { ...old, included: ['1', '2', '3', '4'] })],
      ],
      ({ plan }) => fast.push(plan.fast),
    );
    expect(fast).toEqual([false, true, true, true]);
  });
});
