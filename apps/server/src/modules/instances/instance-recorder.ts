import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Database } from '../../platform/database/database.js';
import type { Logger } from '../../platform/logging/index.js';
import type { ConnectedSdk, StreamServer } from '../stream/index.js';
import { mergeReports, type InstanceReport } from './domain/instance-report.js';
import type { ReplicaIdentity } from './replica-identity.js';

const FLUSH_MS = 3_000;
const TOUCH_EVERY = 20;
const MAX_PENDING = 50_000;

const SAVE = `INSERT INTO sdk_instances AS i
    (environment_id, id, key_id, kind, sdk, replica_id, connected, revision, local)
  SELECT r.environment_id, r.id, r.key_id, 'server', r.sdk, r.replica_id, coalesce(r.connected, false), r.revision,
    coalesce(r.local, '{"shutdown": false, "overrides": []}')
  FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::uuid[], $6::boolean[], $7::bigint[], $8::jsonb[])
    AS r (environment_id, id, key_id, sdk, replica_id, connected, revision, local)
  JOIN sdk_keys k ON k.id = r.key_id
  ORDER BY r.environment_id, r.id
  ON CONFLICT (environment_id, id) DO UPDATE SET key_id = excluded.key_id, sdk = excluded.sdk,
    replica_id = coalesce(excluded.replica_id, i.replica_id),
    connected = CASE WHEN excluded.replica_id IS NULL THEN i.connected ELSE excluded.connected END,
    revision = coalesce(excluded.revision, i.revision), local = excluded.local, last_seen_at = now()`;
const TOUCH = 'UPDATE sdk_instances SET last_seen_at = now() WHERE replica_id = $1 AND connected';
const FORGET = `DELETE FROM sdk_instances WHERE last_seen_at < now() - interval '7 days'`;
const LEAVE =
  'UPDATE sdk_instances SET connected = false, last_seen_at = now() WHERE replica_id = $1 AND connected';

/** Keeps the table of server-side SDK instances, in one statement every few seconds, never one per event. */
export class InstanceRecorder implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #pending = new Map<string, InstanceReport>();
  readonly #sockets = new Map<string, number>();
  readonly #locals = new Map<string, unknown>();
  #timer: NodeJS.Timeout | null = null;
  #rounds = 0;
  #flushing: Promise<void> | null = null;

  constructor(
    private readonly database: Database,
    private readonly identity: ReplicaIdentity,
    private readonly logger: Logger,
    stream: StreamServer,
  ) {
    stream.onPresence((sdk, connected) => this.#onPresence(sdk, connected));
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.flush(), FLUSH_MS);
    this.#timer.unref();
  }

  /** Adds to what is known of an instance. */
  report(report: InstanceReport): void {
    const name = nameOf(report.environmentId, report.instance);
    if (report.local !== null) this.#locals.set(name, report.local);
    if (this.#locals.size > MAX_PENDING) this.#locals.clear();
    const earlier = this.#pending.get(name);
    if (earlier === undefined && this.#pending.size >= MAX_PENDING) return;
    this.#pending.set(name, earlier === undefined ? report : mergeReports(earlier, report));
  }

  /** Writes what is pending; kept for the next round where the database is away. */
  flush(): Promise<void> {
    this.#flushing ??= this.#flush().finally(() => {
      this.#flushing = null;
    });
    return this.#flushing;
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.flush();
    await this.database.read(LEAVE, [this.identity.id]).catch(() => undefined);
  }

  #onPresence({ key, instance, sdk }: ConnectedSdk, connected: boolean): void {
    if (key.kind !== 'server') return;
    const name = nameOf(key.environmentId, instance);
    const sockets = (this.#sockets.get(name) ?? 0) + (connected ? 1 : -1);
    if (sockets > 0) this.#sockets.set(name, sockets);
    else this.#sockets.delete(name);
    const { environmentId, id: keyId } = key;
    const known = { environmentId, instance, keyId, sdk, revision: null };
    this.report({ ...known, connected: sockets > 0, local: this.#locals.get(name) ?? null });
    if (sockets <= 0) this.#locals.delete(name);
  }

  async #flush(): Promise<void> {
    const reports = [...this.#pending.values()];
    this.#pending.clear();
    this.#rounds += 1;
    try {
      if (reports.length > 0) await this.#save(reports);
      if (this.#rounds % TOUCH_EVERY !== 0) return;
      await this.database.read(TOUCH, [this.identity.id]);
      await this.database.read(FORGET);
    } catch (error) {
      this.logger.debug({ err: error }, 'SDK instances could not be saved; trying again');
      for (const report of reports) {
        const name = nameOf(report.environmentId, report.instance);
        const later = this.#pending.get(name);
        this.#pending.set(name, later === undefined ? report : mergeReports(report, later));
      }
    }
  }

  async #save(reports: readonly InstanceReport[]): Promise<void> {
    await this.database.read(SAVE, [
      reports.map(({ environmentId }) => environmentId),
      reports.map(({ instance }) => instance),
      reports.map(({ keyId }) => keyId),
      reports.map(({ sdk }) => sdk),
      reports.map(({ connected }) => (connected === null ? null : this.identity.id)),
      reports.map(({ connected }) => connected),
      reports.map(({ revision }) => revision),
      reports.map(({ local }) => (local === null ? null : JSON.stringify(local))),
    ]);
  }
}

function nameOf(environmentId: string, instance: string): string {
  return `${environmentId}/${instance}`;
}
