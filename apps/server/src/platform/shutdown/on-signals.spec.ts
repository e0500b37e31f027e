import { EventEmitter } from 'node:events';
import { onSignals } from './on-signals.js';

describe('onSignals', () => {
  let source: EventEmitter;
  let seen: string[];
  let now: number;

  beforeEach(() => {
    source = new EventEmitter();
    seen = [];
    now = 5_000;
    const first = (signal: string) => seen.push(`first ${signal}`);
    onSignals(source, { first, again: () => seen.push('again') }, () => now);
  });

  it('tells the first signal from those that come later, whichever they are', () => {
    source.emit('SIGTERM');
    now += 1_001;
    source.emit('SIGINT');
    now += 1;
    source.emit('SIGTERM');
    expect(seen).toEqual(['first SIGTERM', 'again', 'again']);
  });

  it('takes the Ctrl-C that npm passes on a second time for the same keystroke', () => {
    source.emit('SIGINT');
    now += 30;
    source.emit('SIGINT');
    expect(seen).toEqual(['first SIGINT']);
  });
});
