import { Global, Module, type DynamicModule } from '@nestjs/common';
import { CONFIG, type Config } from '../config/index.js';
import { Database } from './database/database.js';
import { RouteTable } from './http/index.js';
import { LOGGER, type Logger } from './logging/index.js';

/** Injection token of the URL under which this process reaches PostgreSQL. */
export const DATABASE_URL = Symbol('DATABASE_URL');

/** What the server stands on; made outside of Nest, so that it can start and end before and after it. */
export interface Platform {
  readonly config: Config;
  readonly logger: Logger;
  readonly database: Database;
  readonly databaseUrl: string;
}

/** Makes the platform injectable everywhere. */
@Global()
@Module({})
export class PlatformModule {
  static with(platform: Platform): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: platform.config },
      { provide: LOGGER, useValue: platform.logger },
      { provide: Database, useValue: platform.database },
      { provide: DATABASE_URL, useValue: platform.databaseUrl },
      { provide: RouteTable, useValue: new RouteTable() },
    ];
    return { module: PlatformModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}
