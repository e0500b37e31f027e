/** What was learnt of one SDK instance. */
export interface InstanceReport {
  readonly environmentId: string;
  readonly instance: string;
  readonly keyId: string;
  readonly sdk: string;
  /** Set by the stream only: whether it is connected to this replica. */
  readonly connected: boolean | null;
  readonly revision: number | null;
  /** Local shutdown and overrides; null where it did not say. */
  readonly local: unknown;
}

/** What two reports on one instance say together, the later one second. */
export function mergeReports(earlier: InstanceReport, later: InstanceReport): InstanceReport {
  return {
    ...later,
    connected: later.connected ?? earlier.connected,
    revision: later.revision ?? earlier.revision,
    local: later.local ?? earlier.local,
  };
}
