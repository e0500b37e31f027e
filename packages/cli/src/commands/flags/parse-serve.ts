import type { ServeInput } from '@sluice/protocol';
import { usageError } from '../../command/cli-error.js';

/** What to serve, as typed: `off` for one variant, `on=10,off=90` for a split, `none` for no value. A split keeps its seed where `before` is one. */
export function parseServe(text: string, before?: unknown): ServeInput {
  if (!text.includes('=')) return { variant: text === 'none' ? null : text };
  const split = text.split(',').map((share) => {
    const [, variant, weight] = /^([^=]+)=(\d{1,6})$/.exec(share.trim()) ?? [];
    if (variant === undefined)
      throw usageError(`'${share}' is no share of a split.`, 'Write it like on=10,off=90.');
    return { variant, weight: Number(weight) };
  });
  const { seed } = (before ?? {}) as { seed?: unknown };
  return { split, ...(typeof seed === 'number' && { seed }) };
}
