import type { Overlay } from '@sluice/protocol';
import type { View } from './view.js';

/** Which of an environment's two views a key sees (streaming.md, "Views"). */
export type ViewKind = 'server' | 'client';

/** Entity tag of what is held, as the server would give it (streaming.md, "HTTP"): a 304 then means that nothing differs. */
export function etagOf(view: View, kind: ViewKind, overlay: Overlay): string {
  return `"${view.epoch}-${kind}-${view.revision}-${view.digest}-${overlay.id}"`;
}
