import type { FlagNode, References } from './flag-node.js';
import type { SegmentSlot } from './segment-slot.js';

/** Resolves the keys that a flag names to places that outlive any one definition. */
export interface Links {
  flag(key: string): FlagNode;
  segment(key: string): SegmentSlot;
}

/** Remembers every place it resolved, each once. */
export class RecordingLinks implements Links {
  flags: readonly FlagNode[] = NOTHING;
  segments: readonly SegmentSlot[] = NOTHING;

  constructor(private readonly links: Links) {}

  flag(key: string): FlagNode {
    const node = this.links.flag(key);
    if (!this.flags.includes(node)) this.flags = [...this.flags, node];
    return node;
  }

  segment(key: string): SegmentSlot {
    const slot = this.links.segment(key);
    if (!this.segments.includes(slot)) this.segments = [...this.segments, slot];
    return slot;
  }

  /** The keys of all places so far. */
  references(): References {
    if (this.flags.length + this.segments.length === 0) return NO_REFERENCES;
    return { flags: this.flags.map(keyOf), segments: this.segments.map(keyOf) };
  }
}

// Shared, because most flags name nothing and every empty list would cost 16 bytes and more.
const NOTHING: readonly never[] = [];
/** Of a flag that names nothing. */
export const NO_REFERENCES: References = { flags: NOTHING, segments: NOTHING };

function keyOf({ key }: { readonly key: string }): string {
  return key;
}
