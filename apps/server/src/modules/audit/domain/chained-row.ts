/** A row of `audit_events`: the event as text beside the columns that are searched. */
export interface ChainedRow {
  readonly chain: string;
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly resource: string;
  readonly projectId: string | null;
  readonly environmentId: string | null;
  readonly requestId: string;
  /** Canonical JSON (RFC 8785) of the AuditEvent. */
  readonly event: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** The end of a chain: number and hash of its last event; 0 and empty before the first. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}
