import type { Flag, FlagMetadata } from '@sluice/evaluator';

/** What the wire form of a flag says of its answers, whatever its rules decide. */
export interface FlagNotes {
  /** `null` where the flag has none. */
  readonly metadata: FlagMetadata | null;
  /** A number flag with a fraction among its variants: none of them is meant for an integer. */
  readonly fractional: boolean;
}

/** Of most flags, and of one that is not there. */
export const NO_NOTES: FlagNotes = { metadata: null, fractional: false };

/** The notes in the wire form of a flag. */
export function notesOf(body: string): FlagNotes {
  // Most flags have nothing of the kind, and are then never parsed.
  if (!body.includes('"metadata":') && !body.includes('"type":"number"')) return NO_NOTES;
  const { metadata, type, variants } = JSON.parse(body) as Flag;
  const stored = metadata === undefined || Object.keys(metadata).length === 0 ? null : metadata;
  const values = type === 'number' ? Object.values(variants) : [];
  const fractional = values.some((value) => !Number.isInteger(value));
  return stored === null && !fractional ? NO_NOTES : { metadata: stored, fractional };
}
