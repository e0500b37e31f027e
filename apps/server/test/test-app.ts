import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readConfig } from '../src/config/index.js';
import { createApp } from '../src/create-app.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

/** Bootstrap token of every {@link TestApp}; holds `admin` everywhere. */
export const ADMIN_TOKEN = 'test-admin-token-of-24-characters';

/** An answer, its body read as JSON where there is one. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: never;
}

/** What a request carries beside method and path. */
export interface CallOptions {
  /** `null` sends no credential. */
  readonly token?: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A whole server on a database of its own, listening on a free port. */
export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  readonly origin: string;
  readonly dataDir: string;
  /** One HTTP request, as the admin unless told otherwise. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  close(): Promise<void>;
}

/** Starts a server; `environment` is added to its variables. */
export async function startTestApp(
  environment: Readonly<Record<string, string>> = {},
): Promise<TestApp> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'sluice-app-'));
  const config = readConfig(
    {
      SLUICE_ADMIN_TOKEN: ADMIN_TOKEN,
      LOG_LEVEL: 'silent',
      SLUICE_DATA_DIR: dataDir,
      SLUICE_SEED: 'none',
      ...environment,
    },
    { workingDirectory: dataDir, terminal: false },
  );
  const app = await createApp(config, { databaseUrl: database.url });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    app,
    database,
    origin,
    dataDir,
    call: (method, path, options) => send(method, `${origin}${path}`, options),
    close: async () => {
      await app.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function send(method: string, url: string, options: CallOptions = {}): Promise<Answer> {
  const { token = ADMIN_TOKEN, body, headers } = options;
  const response = await fetch(url, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json') ?? false;
  return {
    status: response.status,
    headers: response.headers,
    body: (json && text !== '' ? JSON.parse(text) : text) as never,
  };
}
