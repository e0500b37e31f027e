import type { StreamHandlers } from '@sluice/sdk-core';
import { learnRest, needsMore } from './vocabulary.js';

type Told = 'sync' | 'change' | 'overlay' | 'drain';

/** The same handlers, except that a message waits until it can be understood, and those behind it with it. */
export function understood(handlers: StreamHandlers): StreamHandlers {
  let waiting: (() => void)[] | null = null;
  const release = (): void => {
    const held = waiting ?? [];
    waiting = null;
    for (const tell of held) tell();
  };
  const gated = (name: Told) => (message: unknown) => {
    const tell = (): void => handlers[name](message);
    if (waiting !== null) return void waiting.push(tell);
    if (!needsMore(message)) return tell();
    waiting = [tell];
    learnRest().then(release, () => handlers.closed('the operators of its flags cannot be loaded'));
  };
  return {
    ...handlers,
    sync: gated('sync'),
    change: gated('change'),
    overlay: gated('overlay'),
    drain: gated('drain'),
  };
}
