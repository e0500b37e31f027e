import { Injectable } from '@nestjs/common';
import type { Readiness } from '@sluice/protocol';
import { migrations } from '../../../../../migrations/index.js';
import { Database } from '../../platform/database/database.js';
import { ChangeFollower, SnapshotStore } from '../delivery/index.js';
import { InstancesService } from '../instances/index.js';

const CURRENT_MS = 30_000;
const PATIENCE_MS = 2_000;
const COUNT_MIGRATIONS = 'SELECT count(*)::int AS run FROM schema_migrations';

/** Judges whether this replica can serve, and whether anything about it is wrong. */
@Injectable()
export class ReadinessProbe {
  constructor(
    private readonly database: Database,
    private readonly follower: ChangeFollower,
    private readonly store: SnapshotStore,
    private readonly instances: InstancesService,
  ) {}

  /** Answers within two seconds or so, whatever the database does. */
  async probe(): Promise<Readiness> {
    const [run, differingOverlays] = await Promise.all([
      this.ask(
        async () => (await this.database.read<{ run: number }>(COUNT_MIGRATIONS))[0]?.run ?? 0,
      ),
      this.ask(() => this.instances.differingHosts()),
    ]);
    const { syncedAtMs, connected: listener } = this.follower;
    const current = syncedAtMs !== null && Date.now() - syncedAtMs < CURRENT_MS;
    const migrated = run === null ? null : run >= migrations.length;
    const fine = migrated === true && listener && current && differingOverlays?.length === 0;
    const serves = syncedAtMs !== null || this.store.size > 0;
    return {
      status: serves ? (fine ? 'ready' : 'degraded') : 'unavailable',
      database: run !== null,
      migrations: migrated,
      listener,
      current,
      environments: this.store.size,
      differingOverlays,
    };
  }

  private async ask<T>(question: () => Promise<T>): Promise<T | null> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), PATIENCE_MS);
    });
    try {
      return await Promise.race([question(), patience]);
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }
}
