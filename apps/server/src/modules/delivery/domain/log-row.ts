/** One committed revision of an environment as the change log holds it. */
export interface LogRow {
  readonly epoch: string;
  readonly revision: number;
  /** JSON array of `Change`. */
  readonly serverChanges: string;
  readonly clientChanges: string;
  readonly serverDigest: number;
  readonly clientDigest: number;
}
