import type { StreamHandlers } from '@sluice/sdk-core';
import { understood } from './understood.js';

const RARE = { changes: [{ put: { operator: 'semverGte' } }] };

describe('understood', () => {
  it('holds a message that needs more than is loaded, and those behind it, in order', async () => {
    const heard: unknown[] = [];
    const tell =
      (name: string) =>
      (message: unknown): void =>
        void heard.push([name, message]);
    const handlers: StreamHandlers = {
      sync: tell('sync'),
      change: tell('change'),
      overlay: tell('overlay'),
      drain: tell('drain'),
      refused: tell('refused'),
      closed: tell('closed'),
    };
    const gated = understood(handlers);
    gated.sync(1);
    gated.change(RARE);
    gated.overlay(2);
    expect(heard).toEqual([['sync', 1]]);
    while (heard.length < 3) await new Promise((resolve) => setImmediate(resolve));
    gated.change(RARE);
    expect(heard).toEqual([
      ['sync', 1],
      ['change', RARE],
      ['overlay', 2],
      ['change', RARE],
    ]);
  });
});
