import type { Observation } from '@sluice/protocol';
import { ClientWindow, type ClientPage, type ClientReport } from './client-window.js';
import type { ClientWatch } from './client-watch.js';

const WATCH: ClientWatch = {
  rollout: 'r',
  environmentId: 'e',
  entry: 2,
  slowerThanMs: [500],
};
const WATCHED = new Map([['r', WATCH]]);
const PAGE: ClientPage = { environmentId: 'e', instance: 'page', address: '10.0.0.1' };

const seen = (more: Partial<Observation> = {}): Observation => ({
  rollout: 'r',
  entry: 2,
  arm: 'treatment',
  count: 10,
  errors: 1,
  timed: 10,
  slow: [{ overMs: 500, count: 2 }],
  latencies: [[100, 10]],
  ids: [],
  ...more,
});

function reported(
  ...batches: (readonly [Partial<ClientPage>, ...Observation[]])[]
): ClientReport | undefined {
  const window = new ClientWindow();
  for (const [page, ...observations] of batches)
    window.add({ ...PAGE, ...page }, observations, WATCHED);
  return window.take()[0];
}

describe('ClientWindow', () => {
  it('adds up what pages say, and is empty after it was taken', () => {
    const window = new ClientWindow();
    for (const instance of ['a', 'b']) window.add({ ...PAGE, instance }, [seen()], WATCHED);
    const [report] = window.take();
    expect(report).toMatchObject({
      reports: 2,
      arms: { treatment: { count: 20, errors: 2, timed: 20, slow: { 500: 4 } } },
    });
    expect(report!.latencies.treatment).toEqual(new Map([[100, 20]]));
    expect(window.take()).toEqual([]);
  });

  it('believes a page about its environment and the present step of rollouts that ask', () => {
    expect(reported([{ environmentId: 'other' }, seen()])).toBeUndefined();
    expect(reported([{}, seen({ entry: 1 }), seen({ rollout: 'stranger' })])).toBeUndefined();
  });

  it('takes absurd numbers as a hundred requests of the same shares', () => {
    const most = 1_000_000_000;
    const report = reported([
      {},
      seen({
        ...{ count: most, errors: most / 4, timed: most, slow: [{ overMs: 500, count: most }] },
        latencies: [
          [1, most],
          [2, most],
        ],
      }),
    ]);
    expect(report!.arms.treatment).toEqual({
      ...{ count: 100, errors: 25, timed: 100, slow: { 500: 100 } },
    });
    expect(report!.latencies.treatment).toEqual(new Map([[1, 100]]));
  });

  it('keeps no more bad requests than requests, and no thresholds that nobody asked about', () => {
    const slow = Array.from({ length: 20 }, (_, index) => ({ overMs: index, count: 9 }));
    const report = reported([{}, seen({ count: 3, errors: 50, timed: 70, slow })]);
    expect(report!.arms.treatment).toEqual({ count: 3, errors: 3, timed: 3, slow: { 500: 0 } });
  });

  it('lets one page say no more by saying it again', () => {
    const report = reported(...Array.from({ length: 50 }, () => [{}, seen()] as const));
    expect(report!.arms.treatment.count).toBe(100);
  });

  it('lets one address have 64 pages, and another be heard beside it', () => {
    const flood = Array.from({ length: 5_000 }, (_, index) => {
      return [{ instance: `forged-${index}` }, seen({ errors: 10 })] as const;
    });
    const report = reported(...flood, [{ address: '10.0.0.2' }, seen({ arm: 'control' })]);
    expect(report!.reports).toBe(65);
    expect(report!.arms).toMatchObject({ treatment: { count: 640 }, control: { count: 10 } });
  });
});
