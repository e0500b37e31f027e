import { configurationTagOf } from './domain/configuration-tag.js';
import { LagRepair } from './lag-repair.js';

const epoch = '6a1f0c52-5a53-4f0b-9d9b-6f7c2f1f7a11';
const position = { id: 'e1', epoch, revision: 4 };
const tagAt = (revision: number, of = epoch): string =>
  `"${configurationTagOf({ epoch: of, revision }, 'overlay')}"`;

describe('LagRepair', () => {
  let now: number;
  let readings: (() => void)[];
  let repair: LagRepair;

  beforeEach(() => {
    now = 0;
    readings = [];
    const catchUp = () => new Promise<void>((resolve) => readings.push(resolve));
    repair = new LagRepair(catchUp, () => now);
  });

  it.each([
    ['no tag', null],
    ['a tag of the present revision', tagAt(4)],
    ['an older tag', tagAt(3)],
    ['a tag of another history', tagAt(9, epoch.replace('6', '7'))],
    ['nonsense', '"x"'],
  ])('does nothing for %s', (_what, tag) => {
    expect(repair.repair(position, tag)).toBeNull();
  });

  it('reads the log once for all who know of something newer', async () => {
    const first = repair.repair(position, tagAt(5));
    expect(repair.repair(position, tagAt(6))).toBe(first);
    expect(readings).toHaveLength(1);
    readings[0]?.();
    await first;
    expect(repair.repair(position, tagAt(6))).toBeNull();
    now = 1_000;
    expect(repair.repair(position, tagAt(6))).not.toBeNull();
  });

  it('never rejects', async () => {
    const failing = new LagRepair(() => Promise.reject(new Error('the database is away')));
    await expect(failing.repair(position, tagAt(5))).resolves.toBeUndefined();
  });
});
