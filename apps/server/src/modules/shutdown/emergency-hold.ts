import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from '../../platform/logging/index.js';
import type { Actor } from '../auth/index.js';
import type { CommandExecutor } from '../commands/index.js';
import type { EnvironmentState, SnapshotStore } from '../delivery/index.js';
import type { ReplicaHeartbeat } from '../instances/index.js';
import type { OverlayBoard } from '../overlay/index.js';

const RETRY_MS = 2_000;

/** What the hold acts on. */
export interface EmergencyHoldParts {
  readonly overlays: OverlayBoard;
  readonly store: SnapshotStore;
  readonly executor: CommandExecutor;
  readonly heartbeat: ReplicaHeartbeat;
  readonly logger: Logger;
  readonly host: string;
}

/**
 * Turns EMERGENCY_SHUTDOWN of this replica into the committed shutdown of every environment, present
 * and future, for as long as the variable stands (api.md). The overlay has shut down what this
 * replica serves long before; this is for the others, and tries until the database takes it.
 */
export class EmergencyHold implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #held = false;
  #failing = false;

  constructor(private readonly parts: EmergencyHoldParts) {}

  onApplicationBootstrap(): void {
    const { overlays, store } = this.parts;
    store.onEvent(() => this.#wake());
    overlays.onChange(() => this.#wake());
    this.#timer = setInterval(() => this.#wake(), RETRY_MS);
    this.#timer.unref();
    this.#wake();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#running;
  }

  #wake(): void {
    const holding = this.parts.overlays.shutdownSources.length > 0;
    if (!holding && !this.#held) return;
    this.#running ??= this.#reconcile(holding);
  }

  async #reconcile(holding: boolean): Promise<void> {
    await Promise.resolve();
    const { heartbeat, store, logger } = this.parts;
    try {
      if (holding !== this.#held) await heartbeat.beat();
      this.#held = holding;
      const running = holding ? [...store.all()].filter(({ state }) => !state.shutdown) : [];
      for (const { state } of running) await this.#engage(state);
      this.#failing = false;
    } catch (error) {
      if (!this.#failing)
        logger.warn({ err: error }, 'EMERGENCY_SHUTDOWN could not be committed yet; trying again');
      this.#failing = true;
    } finally {
      this.#running = null;
    }
  }

  async #engage({ id, projectKey, environmentKey }: EnvironmentState): Promise<void> {
    const { executor, host, logger } = this.parts;
    await executor.execute(
      {
        kind: 'shutdown.engage',
        target: { project: projectKey, environment: environmentKey },
        baseVersion: null,
        payload: { reason: `EMERGENCY_SHUTDOWN is set on ${host}` },
      },
      { actor: actorOf(host), requestId: `emergency-shutdown:${host}` },
    );
    logger.warn({ environmentId: id }, 'EMERGENCY_SHUTDOWN engaged the shutdown');
  }
}

function actorOf(host: string): Actor {
  const grants = [{ role: 'admin', projectId: null, environmentId: null }] as const;
  return { kind: 'env', id: 'EMERGENCY_SHUTDOWN', name: `EMERGENCY_SHUTDOWN on ${host}`, grants };
}
