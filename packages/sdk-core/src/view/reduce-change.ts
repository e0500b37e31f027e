import type { ChangeMessage } from '@sluice/protocol';
import { applyChanges } from './apply-changes.js';
import type { Reduction } from './reduction.js';
import type { View } from './view.js';

/**
 * Reducer of `change` (streaming.md, "Wire"): old ones are ignored, the next one applies whole, a
 * gap asks for a resync. Changes whose digest then disagrees stay applied, because a shutdown among
 * them must not wait for the full answer.
 */
export function reduceChange(view: View | null, message: ChangeMessage): Reduction {
  if (view === null) return { view, by: 'nothing', ask: 'resync-full' };
  if (message.to <= view.revision) return { view, by: 'nothing', ask: 'nothing' };
  if (message.from !== view.revision) return { view, by: 'nothing', ask: 'resync' };
  if ('fetch' in message) return { view, by: 'nothing', ask: 'fetch' };
  const next = applyChanges(view, message.changes, message.to);
  const ask = next.digest === message.digest ? 'nothing' : 'resync-full';
  return { view: next, by: message.changes, ask };
}
