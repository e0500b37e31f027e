import type { FlagNode, References } from './flag-node.js';
import type { SegmentSlot } from './segment-slot.js';

/** Resolves the keys that a flag names to places that outlive any one definition. */
export interface Links {
  flag(key: string): FlagNode;
  segment(key: string): SegmentSlot;
}

/** Remembers every place it resolved. */
export class RecordingLinks implements Links {
  readonly flags = new Set<FlagNode>();
  readonly segments = new Set<SegmentSlot>();

  constructor(private readonly links: Links) {}

  flag(key: string): FlagNode {
    const node = this.links.flag(key);
    this.flags.add(node);
    return node;
  }

  segment(key: string): SegmentSlot {
    const slot = this.links.segment(key);
    this.segments.add(slot);
    return slot;
  }

  /** The keys of all places so far. */
  references(): References {
    return { flags: keysOf(this.flags), segments: keysOf(this.segments) };
  }
}

const NONE: readonly string[] = [];

function keysOf(places: ReadonlySet<{ readonly key: string }>): readonly string[] {
  return places.size === 0 ? NONE : [...places].map(({ key }) => key);
}
