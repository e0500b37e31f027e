import type { SyncMessage } from '@sluice/protocol';
import { applyChanges } from './apply-changes.js';
import type { Reduction } from './reduction.js';
import { viewOf, type View } from './view.js';

/**
 * Reducer of `sync`. A full answer is accepted whatever its revision where it was `solicited` (the
 * first after a handshake or a resync) or is of another epoch; an unsolicited older one never takes
 * the view back, but is asked about.
 */
export function reduceSync(view: View | null, message: SyncMessage, solicited: boolean): Reduction {
  const keep = (ask: Reduction['ask']): Reduction => ({ view, by: 'nothing', ask });
  switch (message.mode) {
    case 'behind':
      return keep(view === null ? 'resync-full' : 'nothing');
    case 'fetch':
      return keep(solicited || isNewer(view, message) ? 'fetch' : askWhenOld(view, message));
    case 'full': {
      if (!solicited && !isNewer(view, message)) return keep(askWhenOld(view, message));
      const next = viewOf(message.snapshot);
      const ask = next.digest === message.digest ? 'nothing' : 'resync-full';
      return { view: next, by: message.snapshot, ask };
    }
    case 'none':
      return keep(askAfterNone(view, message));
    case 'delta':
      return reduceDelta(view, message);
  }
}

function isNewer(view: View | null, message: SyncMessage): boolean {
  return view?.epoch !== message.epoch || message.revision > view.revision;
}

/** Unasked and not newer: an echo from before, or a server put back. Asking tells which. */
function askWhenOld(view: View | null, message: SyncMessage): Reduction['ask'] {
  const same = message.revision === view?.revision && message.digest === view.digest;
  return same ? 'nothing' : 'resync-full';
}

function askAfterNone(view: View | null, message: SyncMessage): Reduction['ask'] {
  if (view?.epoch !== message.epoch) return 'resync-full';
  if (message.revision < view.revision) return 'nothing';
  if (message.revision > view.revision) return 'resync';
  return message.digest === view.digest ? 'nothing' : 'resync-full';
}

function reduceDelta(
  view: View | null,
  message: SyncMessage & { readonly mode: 'delta' },
): Reduction {
  if (view?.epoch !== message.epoch || message.from !== view.revision)
    return { view, by: 'nothing', ask: askAfterNone(view, message) };
  const next = applyChanges(view, message.changes, message.revision);
  const ask = next.digest === message.digest ? 'nothing' : 'resync-full';
  return { view: next, by: message.changes, ask };
}
