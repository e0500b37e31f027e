import type { Segment, SegmentIdsChange } from '@sluice/evaluator';
import { editIds } from './edit-ids.js';

/** A flag or segment as it travels: its version and its JSON text. */
export class WireItem {
  #body: string;
  #edits: SegmentIdsChange[] = [];

  constructor(
    public version: number,
    body: string,
  ) {
    this.#body = body;
  }

  /** JSON text. Id-list edits are folded in on the first read: a list of 100 000 ids is not rewritten for every member added. */
  get body(): string {
    if (this.#edits.length === 0) return this.#body;
    const edits = this.#edits;
    this.#edits = [];
    const segment = JSON.parse(this.#body) as Segment;
    this.#body = JSON.stringify(edits.reduce(editIds, segment));
    return this.#body;
  }

  /** Remembers an edit of this segment's ids and takes over its version. */
  edit(change: SegmentIdsChange): void {
    this.#edits.push(change);
    this.version = change.version;
  }
}
