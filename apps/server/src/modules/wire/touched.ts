/** What a write may have changed in one environment. */
export interface Touched {
  readonly flagIds: ReadonlySet<string>;
  /** By key: a deleted one has no row to look an id up in. */
  readonly segmentKeys: ReadonlySet<string>;
  /** Anything may have changed. */
  readonly everything: boolean;
}
