import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { BeatOfEnvironment, BeatOverlay } from './replica-heartbeat.js';

/** Whose instances may be seen: `everything`, or those of these projects and environments. */
export interface Visibility {
  readonly everything: boolean;
  readonly projectIds: readonly string[];
  readonly environmentIds: readonly string[];
}

/** Which instances are asked for. */
export interface InstanceFilter {
  readonly project: string | null;
  readonly environment: string | null;
  readonly connected: boolean | null;
  readonly after: readonly [string, string, string] | null;
  readonly limit: number;
}

const INSTANCES = `SELECT i.id, p.key AS project, e.key AS environment, i.key_id, i.sdk, r.host AS replica,
    i.connected AND r.id IS NOT NULL AS connected,
    CASE WHEN i.connected AND r.id IS NOT NULL THEN coalesce((r.revisions -> e.id::text ->> 'revision')::bigint, i.revision)
      ELSE i.revision END AS revision,
    e.revision AS head, i.local, i.first_seen_at,
    CASE WHEN i.connected AND r.id IS NOT NULL THEN now() ELSE i.last_seen_at END AS last_seen_at
  FROM sdk_instances i
  JOIN environments e ON e.id = i.environment_id JOIN projects p ON p.id = e.project_id
  LEFT JOIN replicas r ON r.id = i.replica_id AND r.beat_at > now() - interval '30 seconds'
  WHERE ($1 OR p.id = ANY ($2::uuid[]) OR e.id = ANY ($3::uuid[]))
    AND ($4::text IS NULL OR p.key = $4) AND ($5::text IS NULL OR e.key = $5)
    AND ($6::boolean IS NULL OR (i.connected AND r.id IS NOT NULL) = $6)
    AND ($7::text IS NULL OR (p.key, e.key, i.id) > ($7, $8, $9))
  ORDER BY p.key, e.key, i.id LIMIT $10`;

const REPLICAS = `SELECT id, host, version, overlay, holds_shutdown, revisions, started_at, beat_at
  FROM replicas WHERE beat_at > now() - interval '30 seconds' ORDER BY host, id`;

const HEADS = `SELECT e.id, e.key AS environment, e.revision, p.key AS project, p.id AS project_id
  FROM environments e JOIN projects p ON p.id = e.project_id
  WHERE ($1 OR p.id = ANY ($2::uuid[]) OR e.id = ANY ($3::uuid[])) ORDER BY p.key, e.key`;

export interface InstanceRow {
  readonly id: string;
  readonly project: string;
  readonly environment: string;
  readonly key_id: string;
  readonly sdk: string;
  readonly replica: string | null;
  readonly connected: boolean;
  readonly revision: number | null;
  readonly head: number;
  readonly local: { readonly shutdown: boolean; readonly overrides: readonly unknown[] };
  readonly first_seen_at: Date;
  readonly last_seen_at: Date;
}

export interface ReplicaRow {
  readonly id: string;
  readonly host: string;
  readonly version: string;
  readonly overlay: BeatOverlay;
  readonly holds_shutdown: boolean;
  readonly revisions: Readonly<Record<string, BeatOfEnvironment>>;
  readonly started_at: Date;
  readonly beat_at: Date;
}

export interface HeadRow {
  readonly id: string;
  readonly environment: string;
  readonly revision: number;
  readonly project: string;
}

/** Statements about SDK instances and replicas. */
@Injectable()
export class InstancesRepository {
  constructor(private readonly database: Database) {}

  instances(visible: Visibility, filter: InstanceFilter): Promise<InstanceRow[]> {
    const { project, environment, connected, after, limit } = filter;
    const [afterProject, afterEnvironment, afterId] = after ?? [null, null, null];
    return this.database.read<InstanceRow>(INSTANCES, [
      ...paramsOf(visible),
      ...[project, environment, connected, afterProject, afterEnvironment, afterId, limit],
    ]);
  }

  /** Replicas seen within 30 s. */
  replicas(): Promise<ReplicaRow[]> {
    return this.database.read<ReplicaRow>(REPLICAS);
  }

  /** The visible environments with their revisions. */
  heads(visible: Visibility): Promise<HeadRow[]> {
    return this.database.read<HeadRow>(HEADS, paramsOf(visible));
  }
}

function paramsOf({ everything, projectIds, environmentIds }: Visibility): unknown[] {
  return [everything, projectIds, environmentIds];
}
