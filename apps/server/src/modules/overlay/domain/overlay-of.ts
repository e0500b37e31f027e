import { murmur3 } from '@sluice/evaluator';
import type { Overlay } from '@sluice/protocol';

/** The overlay with these parts; `id` is a hash of them, the same on every replica (streaming.md, "Overlay"). */
export function overlayOf(parts: Omit<Overlay, 'id'>): Overlay {
  const { shutdown, overrides, watch } = parts;
  const text = JSON.stringify([shutdown, Object.entries(overrides).sort(byKey), watch]);
  const hash = murmur3(text, 0) * 2 ** 20 + (murmur3(text, 1) >>> 12);
  return { id: hash.toString(36), shutdown, overrides, watch };
}

function byKey([a]: [string, string], [b]: [string, string]): number {
  return a < b ? -1 : 1;
}
