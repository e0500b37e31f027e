import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../config/index.js';
import type { StartOutcome } from '../modules/first-start/index.js';
import type { Logger } from '../platform/logging/index.js';
import { StartupState } from '../platform/startup-state.js';
import {
  migrateWhenReachable,
  tryMigrating,
  type MigrationPorts,
} from './migrate-when-reachable.js';
import { openDatabase, type OpenDatabase } from './open-database.js';
import { reachableUrl } from './reachable-url.js';
import { schemaIsCurrent } from './schema-is-current.js';

const FINISH_MS = 10_000;

/** What a start needs beside its configuration. */
export interface StartPorts {
  readonly logger: Logger;
  /** Files of the example project. */
  readonly seedDirectory: string;
  /** Told once the server listens and, database permitting, is set up. */
  readonly started: (url: string, outcome: StartOutcome) => void;
}

/** A listening server. */
export interface RunningServer {
  readonly url: string;
  /** Drains, finishes requests (at most 10 s), closes the database; the same promise however often it is called. */
  stop(): Promise<void>;
}

/**
 * Starts everything in order: database → schema → application → listener → first-start set-up. Where
 * the database of `DATABASE_URL` cannot be reached the listener comes up all the same, and the rest
 * follows when it can.
 */
export async function startServer(config: Config, ports: StartPorts): Promise<RunningServer> {
  // Loading the modules takes longer than starting the database, so both happen at once.
  const modules = import('../create-app.js');
  modules.catch(() => undefined);
  const database = await openDatabase(config, ports.logger);
  try {
    const { createApp } = await modules;
    const ending = new AbortController();
    const migration = {
      migrate: () => bringUpToDate(database.url),
      logger: ports.logger,
      signal: ending.signal,
    };
    const startup = new StartupState(await tryMigrating(migration));
    const { logger } = ports;
    const app = await createApp(config, { databaseUrl: database.url, logger, startup });
    const url = await listen(app, config);
    const settled = setUp(app, { config, ports, url, startup, migration });
    if (startup.migrated) await settled;
    else settled.catch((error: unknown) => logger.error({ err: error }, 'the set-up failed'));
    return { url, stop: once(() => stop(app, database, ending)) };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function bringUpToDate(url: string): Promise<void> {
  if (await schemaIsCurrent(url)) return;
  const { runMigrations } = await import('../platform/database/run-migrations.js');
  await runMigrations(url);
}

async function listen(app: NestFastifyApplication, config: Config): Promise<string> {
  await app.listen(config.port, config.host);
  return reachableUrl(app.getHttpServer().address() as AddressInfo);
}

interface SetUpParts {
  readonly config: Config;
  readonly ports: StartPorts;
  readonly url: string;
  readonly startup: StartupState;
  readonly migration: MigrationPorts;
}

async function setUp(app: NestFastifyApplication, parts: SetUpParts): Promise<void> {
  const { ports, url, startup, migration } = parts;
  if (!startup.migrated) {
    ports.started(url, { credentials: null, fresh: false, path: '' });
    startup.migrated = await migrateWhenReachable(migration);
    if (!startup.migrated) return;
  }
  const { FirstStart } = await import('../modules/first-start/index.js');
  const outcome = await app.get(FirstStart).run(url, ports.seedDirectory);
  ports.started(url, outcome);
}

async function stop(
  app: NestFastifyApplication,
  database: OpenDatabase,
  ending: AbortController,
): Promise<void> {
  ending.abort();
  const server = app.getHttpServer();
  const force = setTimeout(() => {
    server.closeAllConnections();
  }, FINISH_MS);
  try {
    await app.close();
  } finally {
    clearTimeout(force);
    await database.stop();
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => (running ??= work());
}
