import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../config/index.js';
import type { StartOutcome } from '../modules/first-start/index.js';
import type { Logger } from '../platform/logging/index.js';
import {
  migrateWhenReachable,
  tryMigrating,
  type MigrationPorts,
} from './migrate-when-reachable.js';
import { hangUp, OpenRequests } from '../platform/shutdown/hang-up.js';
import { openDatabase, type OpenDatabase } from './open-database.js';
import { reachableUrl } from './reachable-url.js';
import { schemaIsCurrent } from './schema-is-current.js';

const FINISH_MS = 10_000;
/** What has not ended by then waits for a database that does not answer. */
const CLOSE_MS = 15_000;

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
  /** Drains, finishes requests (at most 10 s), stores what is pending (at most 15 s in all), closes the database; the same promise however often it is called. */
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
  const ending = new AbortController();
  try {
    const { createApp } = await modules;
    const { logger } = ports;
    const migrate = () => bringUpToDate(database.url);
    const migration = { migrate, logger, signal: ending.signal };
    const migrated = await tryMigrating(migration);
    const app = await createApp(config, { databaseUrl: database.url, logger });
    const requests = new OpenRequests(app.getHttpServer());
    const end = once(() => stop({ app, database, ending, requests, logger }));
    const url = await serve(app, { config, ports, migrated, migration }).catch(
      async (error: unknown) => {
        await end();
        throw error;
      },
    );
    return { url, stop: end };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

interface ServeParts {
  readonly config: Config;
  readonly ports: StartPorts;
  readonly migrated: boolean;
  readonly migration: MigrationPorts;
}

/** Listens, and sets up: before it returns where the database is there, in the background where it is not. */
async function serve(app: NestFastifyApplication, parts: ServeParts): Promise<string> {
  const { config, ports, migrated } = parts;
  await app.listen(config.port, config.host);
  const url = reachableUrl(app.getHttpServer().address() as AddressInfo);
  const settled = setUp(app, url, parts);
  if (migrated) await settled;
  else {
    settled.catch((error: unknown) => {
      ports.logger.error({ err: error }, 'the set-up failed; restart once its cause is gone');
    });
  }
  return url;
}

async function bringUpToDate(url: string): Promise<void> {
  if (await schemaIsCurrent(url)) return;
  const { runMigrations } = await import('../platform/database/run-migrations.js');
  await runMigrations(url);
}

async function setUp(
  app: NestFastifyApplication,
  url: string,
  { ports, migrated, migration }: ServeParts,
): Promise<void> {
  if (!migrated) {
    ports.started(url, { credentials: null, fresh: false, path: '' });
    if (!(await migrateWhenReachable(migration))) return;
  }
  const { FirstStart } = await import('../modules/first-start/index.js');
  const outcome = await app.get(FirstStart).run(url, ports.seedDirectory);
  ports.started(url, outcome);
}

interface StopParts {
  readonly app: NestFastifyApplication;
  readonly database: OpenDatabase;
  readonly ending: AbortController;
  readonly requests: OpenRequests;
  readonly logger: Logger;
}

async function stop({ app, database, ending, requests, logger }: StopParts): Promise<void> {
  ending.abort();
  const callOff = hangUp(app.getHttpServer(), requests, FINISH_MS);
  const patience = new AbortController();
  const late = delay(CLOSE_MS, false, patience).catch(() => false);
  try {
    const closed = app.close().then(() => true);
    if (await Promise.race([closed, late])) return;
    logger.warn('ending without what waits for a database that does not answer');
  } finally {
    patience.abort();
    callOff();
    await database.stop();
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => (running ??= work());
}
