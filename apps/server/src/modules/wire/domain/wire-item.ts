/** A flag or segment of a view as stored: its version and its JSON text, which holds that version too. */
export interface WireItem {
  readonly version: number;
  readonly body: string;
}

/** What the tables hold of one view, whole or in part. */
export interface StoredView {
  readonly flags: ReadonlyMap<string, WireItem>;
  readonly segments: ReadonlyMap<string, WireItem>;
}

export type WireKind = 'flag' | 'segment';
export type ViewName = 'server' | 'client';
