import type { Engine } from '@sluice/sdk-core';

/** A page hidden for this long stops listening; going back and forth between tabs costs nothing. */
const GRACE_MS = 30_000;

interface Listening {
  readonly document?: Document;
  addEventListener?: typeof addEventListener;
  removeEventListener?: typeof removeEventListener;
}

/**
 * Pauses an engine while nobody can look at its page, and wakes it when somebody does or the network
 * is back. Before a page goes, what was counted is sent. Workers have no visibility: there only the
 * network counts.
 */
export function followPage(engine: Engine): void {
  const { document } = globalThis as Listening;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pause = (): void => {
    void engine.flush();
    engine.pause();
  };
  const hide = (): void => {
    void engine.flush();
    clearTimeout(timer);
    timer = setTimeout(pause, GRACE_MS);
  };
  const show = (): void => {
    clearTimeout(timer);
    engine.wake();
  };
  const look = (): void => (document?.visibilityState === 'hidden' ? hide() : show());
  const off = [
    listen(document, { visibilitychange: look, freeze: pause, resume: show }),
    // A page that keeps a connection open is not kept for the way back.
    listen(globalThis, { pagehide: pause, pageshow: look, online: show }),
  ];
  if (document?.visibilityState === 'hidden') hide();
  engine.emitter.on('stateChange', ({ state }) => {
    if (state !== 'closed') return;
    clearTimeout(timer);
    for (const forget of off) forget();
  });
}

/** Listens to events where there is something that tells of them; returns the function that stops. */
function listen(
  target: Listening | undefined,
  handlers: Readonly<Record<string, () => void>>,
): () => void {
  const entries = Object.entries(handlers);
  for (const [name, handler] of entries) target?.addEventListener?.(name, handler);
  return () => {
    for (const [name, handler] of entries) target?.removeEventListener?.(name, handler);
  };
}
