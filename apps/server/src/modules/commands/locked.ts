/** A project as read under its lock. */
export interface LockedProject {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly version: number;
  readonly archived: boolean;
}

/** An environment as read under its lock, before the write. */
export interface LockedEnvironment {
  readonly id: string;
  readonly projectId: string;
  readonly key: string;
  readonly name: string;
  readonly protected: boolean;
  readonly archived: boolean;
  /** What `If-Match` of the environment itself names. */
  readonly version: number;
  readonly epoch: string;
  readonly revision: number;
  /** Unsigned 32-bit digests of the two views at `revision`. */
  readonly digests: { readonly server: number; readonly client: number };
  readonly shutdown: boolean;
  /** Seeds of the hashed lists derive from it. */
  readonly listSecret: Buffer;
}
