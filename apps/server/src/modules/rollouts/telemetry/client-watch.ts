/** A step of a rollout that asks for what client keys report. */
export interface ClientWatch {
  readonly rollout: string;
  readonly environmentId: string;
  readonly entry: number;
  /** Thresholds by which its guards call a request slow. */
  readonly slowerThanMs: readonly number[];
}
