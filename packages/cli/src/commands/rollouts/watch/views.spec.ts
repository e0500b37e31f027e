import type { RolloutDetail } from '@sluice/protocol';
import { rolledBack, sampleRollout, STYLE } from '../../../ramp/testing/sample-rollout.js';
import { JsonView } from './json-view.js';
import { LiveView } from './live-view.js';
import { LogView } from './log-view.js';
import type { WatchState } from './watch-state.js';

const at = (rollout: RolloutDetail | null, over: Partial<WatchState> = {}): WatchState => ({
  rollout,
  receivedAt: 0,
  now: 0,
  lost: null,
  ...over,
});

describe('LogView', () => {
  function logged(states: readonly WatchState[]): string[] {
    const lines: string[] = [];
    const view = new LogView((line) => lines.push(line), '');
    for (const state of states) view.show(state);
    return lines;
  }

  it('prints each event once, however often it is shown', () => {
    const once = logged([at(sampleRollout())]);
    expect(once.filter((line) => line.includes('up to'))).toHaveLength(2);
    expect(logged([at(sampleRollout()), at(sampleRollout())])).toEqual(once);
  });

  it('tells readings when a verdict changes, and the end', () => {
    const lines = logged([at(sampleRollout()), at(rolledBack())]);
    expect(lines).toContain(
      '2026-11-21T11:59:58.000Z  phase_4_deployment  guard error-rate: healthy; 0.31 % of 812 requests; not in: 0.29 % of 2,400 requests; at most 1 % errors',
    );
    expect(lines.at(-1)).toContain('ROLLED BACK: phase_4_deployment, aatc_system_enabled disabled');
  });

  it('tells once that the server is away, and once that it is back', () => {
    const away = at(sampleRollout(), { lost: 'Cannot reach it.' });
    const lines = logged([at(sampleRollout()), away, away, at(sampleRollout())]);
    expect(lines.filter((line) => line.includes('Trying again'))).toHaveLength(1);
    expect(lines.at(-1)).toBe('the server answers again');
  });
});

describe('JsonView', () => {
  it('prints an object per transition and the rollout at the end', () => {
    const values: { type: string; state?: string }[] = [];
    const view = new JsonView((value) => values.push(value as { type: string }));
    view.show(at(sampleRollout()));
    view.show(at(rolledBack()));
    view.close();
    expect(values.map(({ type }) => type).join(' ')).toBe(`${'transition '.repeat(4)}rollout`);
    expect(values.at(-1)?.state).toBe('rolled_back');
  });
});

describe('LiveView', () => {
  const screen = (rows = 40) => {
    const written: string[] = [];
    const canvas = { write: (text: string) => written.push(text), columns: 80, rows };
    const view = new LiveView(canvas, (now, columns) => ({
      ...STYLE,
      columns,
      calendar: { now, timeZone: 'UTC' },
      repeated: '',
    }));
    return { written, canvas, view };
  };
  const rowsOf = (text = ''): number => text.split('\n').length - 1;

  it('draws over what it drew, and not at all where nothing changed', () => {
    const { written, view } = screen();
    view.show(at(sampleRollout()));
    view.show(at(sampleRollout()));
    expect(written).toHaveLength(1);
    view.show(at(sampleRollout(), { now: 5_000 }));
    expect(written[1]).toContain('Next: 50 % in 4 min 7 s');
    expect(written[1]?.startsWith(`\u001b[${rowsOf(written[0])}A\r`)).toBe(true);
  });

  it('counts down while the server is away, and says since when', () => {
    const { written, view } = screen();
    view.show(at(sampleRollout(), { now: 12_000, lost: 'Cannot reach it.' }));
    expect(written[0]).toContain('Cannot reach it. Trying again. Last answer 12 s ago (12:00:00).');
  });

  it('never draws more than fits, so that it finds its beginning again', () => {
    const { written, view } = screen(12);
    view.show(at(sampleRollout()));
    expect(rowsOf(written[0])).toBeLessThan(12);
  });

  it('leaves the whole last picture and the cursor', () => {
    const { written, view } = screen(12);
    view.show(at(sampleRollout()));
    view.show(at(rolledBack()));
    view.close();
    expect(written[1]).toContain('beyond the limit and worse than those not yet in');
    expect(written[1]).not.toContain('Ctrl-C');
    expect(written[0]?.startsWith('\u001b[?25l')).toBe(true);
    expect(written.at(-1)).toBe('\u001b[?25h');
  });

  it('clears a terminal that became narrower than what is on it', () => {
    const { written, canvas, view } = screen();
    view.show(at(sampleRollout()));
    canvas.columns = 50;
    view.show(at(sampleRollout()));
    expect(written[1]?.startsWith('\u001b[2J\u001b[H')).toBe(true);
  });
});
