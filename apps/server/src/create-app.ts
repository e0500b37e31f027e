import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { AppModule } from './app.module.js';
import type { Config } from './config/index.js';
import { AdmissionService } from './modules/auth/index.js';
import { OpenApiService } from './modules/openapi/index.js';
import { createPool } from './platform/database/create-pool.js';
import { Database } from './platform/database/database.js';
import {
  corsAnswer,
  createAdapter,
  ErrorFilter,
  installHooks,
  RouteTable,
  stripPublicPath,
  ValidationPipe,
  watchRoutes,
} from './platform/http/index.js';
import { createLogger, NestLogger, type Logger } from './platform/logging/index.js';
import type { Platform } from './platform/platform.module.js';

const POOL_SIZE = 16;

type CorsCallback = (error: Error | null, options: ReturnType<typeof corsAnswer>) => void;

/** What an app is made from beside its configuration. */
export interface AppParts {
  /** A `postgresql://` URL; its schema is the caller's business. Nothing is connected until it is used. */
  readonly databaseUrl: string;
  readonly logger?: Logger;
}

/**
 * The server, initialised but not listening; it can be made and listen while the database is away.
 * `app.close()` ends everything it opened, the database pool last.
 */
export async function createApp(config: Config, parts: AppParts): Promise<NestFastifyApplication> {
  const logger = parts.logger ?? (await createLogger(config));
  const pool = createPool({ connectionString: parts.databaseUrl }, POOL_SIZE, (error) => {
    logger.debug({ err: error }, 'an idle database connection broke');
  });
  const database = new Database(pool);
  const app = await assemble({ config, logger, database, databaseUrl: parts.databaseUrl });
  closeLast(app, database);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  stripPublicPath(app.getHttpServer(), config.publicPath);
  return app;
}

/** Modules write down what they hold while they shut down, so the pool closes after all of them. */
function closeLast(app: NestFastifyApplication, database: Database): void {
  const close = app.close.bind(app);
  app.close = async () => {
    await close();
    await database.close();
  };
}

async function assemble(platform: Platform): Promise<NestFastifyApplication> {
  const { config, logger } = platform;
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.on(platform),
    createAdapter(config, logger),
    { logger: new NestLogger(logger), bodyParser: false, abortOnError: false },
  );
  const table = app.get(RouteTable);
  const fastify = app.getHttpAdapter().getInstance();
  watchRoutes(fastify, table);
  app.enableCors(((request: FastifyRequest, answer: CorsCallback) => {
    answer(null, corsAnswer(request.url, config));
  }) as object);
  const admission = app.get(AdmissionService);
  installHooks(fastify, { logger, admit: (request) => admission.admit(request) });
  app.get(OpenApiService).attach(app);
  app.useGlobalPipes(new ValidationPipe());
  app.useGlobalFilters(new ErrorFilter(logger, table));
  return app;
}
