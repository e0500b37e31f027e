import type { Flag, FlagMetadata } from '@sluice/evaluator';

/** The metadata in the wire form of a flag, `null` where it has none. */
export function storedMetadataOf(body: string): FlagMetadata | null {
  // Most flags have none, and are then never parsed.
  if (!body.includes('"metadata":')) return null;
  const { metadata } = JSON.parse(body) as Flag;
  return metadata === undefined || Object.keys(metadata).length === 0 ? null : metadata;
}
