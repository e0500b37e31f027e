import { RecentChanges } from './recent-changes.js';

const row = (revision: number, serverChanges = `[{"drop":"f${revision}"}]`) => {
  return {
    epoch: 'x',
    revision,
    serverChanges,
    clientChanges: '[]',
    serverDigest: 0,
    clientDigest: 0,
  };
};

describe('RecentChanges', () => {
  it('joins what a view missed since a revision', () => {
    const recent = new RecentChanges();
    for (const revision of [5, 6, 7]) recent.push(row(revision));
    expect(recent.changesSince('server', 5)).toBe('[{"drop":"f6"},{"drop":"f7"}]');
    expect(recent.changesSince('server', 4)).toContain('f5');
    expect(recent.changesSince('client', 4)).toBe('[]');
    expect(recent.changesSince('server', 7)).toBe('[]');
  });

  it('knows when it does not reach back', () => {
    const recent = new RecentChanges();
    expect(recent.changesSince('server', 0)).toBeNull();
    recent.push(row(5));
    expect(recent.changesSince('server', 3)).toBeNull();
  });

  it('begins anew after a gap, so that nothing is joined across it', () => {
    const recent = new RecentChanges();
    recent.push(row(5));
    recent.push(row(9));
    expect(recent.changesSince('server', 5)).toBeNull();
    expect(recent.changesSince('server', 8)).toBe('[{"drop":"f9"}]');
  });

  it('forgets the oldest beyond its bounds', () => {
    const byRows = new RecentChanges(2, 1_000);
    for (const revision of [1, 2, 3]) byRows.push(row(revision));
    expect([byRows.changesSince('server', 0), byRows.changesSince('server', 1)]).toEqual([
      null,
      '[{"drop":"f2"},{"drop":"f3"}]',
    ]);
    const byChars = new RecentChanges(10, 100);
    byChars.push(row(1, `["${'x'.repeat(60)}"]`));
    byChars.push(row(2, `["${'x'.repeat(60)}"]`));
    expect(byChars.changesSince('server', 0)).toBeNull();
    expect(byChars.changesSince('server', 1)).not.toBeNull();
  });
});
