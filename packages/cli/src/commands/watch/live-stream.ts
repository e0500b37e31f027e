import type { CommandContext } from '../../command/command-context.js';

/** Tells when an environment changed. */
export interface LiveStream {
  /** Resolves at the next change, or at once where there was one since it was last asked. */
  changed(): Promise<void>;
  close(): Promise<void>;
}

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Opens the SDK's stream of the environment that `key` belongs to; says on stderr when it is lost, back, or refused. */
export async function openStream(context: CommandContext, key: string): Promise<LiveStream> {
  const { createClient } = await import('@sluice/sdk-node');
  const { out } = context;
  const alarm = createAlarm();
  const client = createClient({
    url: context.server.url,
    key,
    logger: SILENT,
    onStateChange: ({ state, previous }) => {
      if (state === 'stale') out.warn('the stream is interrupted; still trying');
      if (state === 'live' && previous === 'stale')
        out.note(out.notePaint.green('the stream is back'));
      if (state === 'fatal')
        out.warn('the server refuses the SDK key; changes are asked for every 3 s');
      alarm.ring();
    },
  });
  client.on('change', () => alarm.ring());
  return { changed: () => alarm.next(), close: () => client.close() };
}

/** A bell that is heard even where nobody listened yet when it rang. */
function createAlarm(): { ring(): void; next(): Promise<void> } {
  let rung = false;
  let wake: (() => void) | null = null;
  return {
    ring() {
      rung = true;
      wake?.();
    },
    async next() {
      if (!rung) await new Promise<void>((resolve) => (wake = resolve));
      rung = false;
      wake = null;
    },
  };
}
