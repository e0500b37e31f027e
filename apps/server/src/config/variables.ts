import { isIP } from 'node:net';
import { booleanWordOf } from '@sluice/evaluator';
import { z } from 'zod';

/** One environment variable of the server: how it is read, what holds without it, and what it is for. */
export interface Variable<S extends z.ZodType = z.ZodType> {
  readonly schema: S;
  readonly default: string;
  readonly description: string;
}

const variable = <S extends z.ZodType>(
  schema: S,
  fallback: string,
  description: string,
): Variable<S> => ({ schema, default: fallback, description });

const wholeNumber = (fallback: number, min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .default(fallback);

const list = z
  .string()
  .transform((text) => text.split(',').map((item) => item.trim()))
  .transform((items) => items.filter((item) => item !== ''))
  .default([]);

const origins = list.refine((items) => items.every((item) => item === '*' || isOrigin(item)), {
  error: 'must be a comma-separated list of origins such as https://flags.example.com, or *',
});

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

const egress = list.refine((items) => items.every(isHostOrBlock), {
  error:
    'must be a comma-separated list of hosts and blocks such as health.internal,10.0.0.0/8, without scheme, port or wildcard',
});

function isHostOrBlock(item: string): boolean {
  if (item.includes('/')) return isBlock(item);
  return isIP(item) > 0 || /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/i.test(item);
}

function isBlock(item: string): boolean {
  const [address = '', bits = '', ...more] = item.split('/');
  const most = { 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}

/** Whoever trusts everybody (a block of 0 bits) lets every caller name the address it is limited by. */
const proxies = list.refine((items) => items.every(isProxy), {
  error:
    'must be a comma-separated list of addresses and blocks such as 127.0.0.1,10.0.0.0/8: names of hosts are not looked up, and a block of 0 bits would believe every caller',
});

function isProxy(item: string): boolean {
  if (/^(loopback|linklocal|uniquelocal)$/.test(item) || isIP(item) > 0) return true;
  return isBlock(item) && !/\/0+$/.test(item);
}

const prometheus = list.refine(
  (items) => items.every((item) => /^[a-z0-9_-]{1,64}=https?:\/\/./i.test(item)),
  { error: 'must be a comma-separated list such as main=http://prometheus:9090' },
);

/** Whoever sets it may mean an emergency: a word that is not understood must neither shut down nor pass for "no". */
const emergency = z
  .string()
  .refine((text) => booleanWordOf(text) !== null, {
    error:
      'neither true nor false, and the server does not guess about an emergency: it has not started. Set true (or 1, on, yes) to shut everything down, false (or 0, off, no) or nothing to run as usual',
  })
  .transform((text) => booleanWordOf(text) === true)
  .default(false);

const postgresUrl = z
  .string()
  .refine((text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text), {
    error: 'must be a URL such as postgres://user:password@host:5432/database',
  })
  .optional();

const adminToken = z
  .string()
  .regex(/^[\x21-\x7e]{24,512}$/, 'must be at least 24 visible ASCII characters without spaces')
  .optional();

/**
 * Every environment variable that configures the server, in the order in which docs/operations.md
 * lists them; the test of `readConfig` ties that page to this table.
 */
export const VARIABLES = {
  DATABASE_URL: variable(
    postgresUrl,
    'embedded PostgreSQL in `SLUICE_DATA_DIR`',
    'PostgreSQL ≥ 15 to use: `postgres://user:password@host:5432/database`. Needs a session connection (no transaction pooler), because the server LISTENs.',
  ),
  SLUICE_DATA_DIR: variable(
    z.string().default('./.sluice'),
    '`./.sluice`',
    'Directory for the embedded database, `credentials.json`, the audit key and the last known flags.',
  ),
  PORT: variable(wholeNumber(4400, 0, 65535), '`4400`', 'Port to listen on; 0 takes any free one.'),
  HOST: variable(
    z.string().default('127.0.0.1'),
    '`127.0.0.1`',
    'Address to listen on; `0.0.0.0` for all interfaces (set in the Docker image).',
  ),
  SLUICE_ADMIN_TOKEN: variable(
    adminToken,
    'none',
    'A bootstrap admin token, accepted while the variable is set: at least 24 characters. The way to the first token with `DATABASE_URL`.',
  ),
  SLUICE_SEED: variable(
    z.enum(['genesis', 'none']).optional(),
    '`genesis` on the embedded database, `none` with `DATABASE_URL`',
    'What to create when there is no project yet: the example project `genesis`, or nothing.',
  ),
  LOG_LEVEL: variable(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    '`info`',
    'Least severe level that is logged: fatal, error, warn, info, debug, trace or silent.',
  ),
  LOG_FORMAT: variable(
    z.enum(['json', 'pretty']).optional(),
    '`pretty` on a terminal, else `json`',
    'One JSON object per line, or lines for people.',
  ),
  CORS_ORIGINS: variable(
    origins,
    'none',
    'Comma-separated origins whose pages may call the admin API, `*` for any. SDK delivery (`/sdk/v1`, `/ofrep/v1`) is open to every origin.',
  ),
  SLUICE_AUDIT_KEY: variable(
    z.string().min(32, 'must have at least 32 characters').optional(),
    'generated into `SLUICE_DATA_DIR/audit.key`',
    'Secret that keys the audit chain, and what is stored of webhooks. All replicas on one database need the same; keep it outside the database.',
  ),
  SLUICE_OVERRIDES_FILE: variable(
    z.string().optional(),
    'none',
    'File of `NAME=value` lines that override flags in this replica; watched, takes effect within a second.',
  ),
  EMERGENCY_SHUTDOWN: variable(
    emergency,
    '`false`',
    '`true` engages the emergency shutdown in every environment and holds it while the variable is set; needs no database. A word that is neither true nor false stops the start.',
  ),
  SLUICE_RATE_LIMIT: variable(
    wholeNumber(1000, 1, 1_000_000),
    '`1000`',
    'Requests per second that one admin token may make; twice that in a burst.',
  ),
  SLUICE_SDK_RATE_LIMIT: variable(
    wholeNumber(100_000, 1, 10_000_000),
    '`100000`',
    'Requests per second that one SDK key may make unless it has a `rateLimit` of its own; twice that in a burst.',
  ),
  SLUICE_ANONYMOUS_RATE_LIMIT: variable(
    wholeNumber(300, 1, 1_000_000),
    '`300`',
    'Requests per minute with a missing or wrong credential that one address may make.',
  ),
  SLUICE_CHANGE_LOG_HOURS: variable(
    wholeNumber(24, 1, 8760),
    '`24`',
    'Hours for which the change log is kept, so that an SDK that was away can catch up by deltas.',
  ),
  SLUICE_CHANGE_LOG_MAX_ROWS: variable(
    wholeNumber(10_000, 100, 10_000_000),
    '`10000`',
    'Rows of the change log kept per environment, whatever their age.',
  ),
  SLUICE_EGRESS_ALLOW: variable(
    egress,
    'none',
    'Comma-separated hosts and CIDR blocks with private addresses that health checks and webhooks may reach.',
  ),
  SLUICE_PROMETHEUS: variable(
    prometheus,
    'none',
    'Comma-separated `name=url` of Prometheus servers that guards of rollouts may query by name.',
  ),
  SLUICE_PROMETHEUS_AUTHORIZATION: variable(
    list.refine((items) => items.every((item) => /^[^=]+=./.test(item)), {
      error: 'must be a comma-separated list of name=header',
    }),
    'none',
    'Comma-separated `name=header`: what is sent as `Authorization` to the Prometheus server of that name.',
  ),
  SLUICE_PUBLIC_URL: variable(
    z
      .url({ protocol: /^https?$/, error: 'must be a URL such as https://flags.example.com' })
      .transform((text) => text.replace(/\/+$/, ''))
      .optional(),
    'none',
    'Where people reach this server, such as `https://flags.example.com`: messages of webhooks link to it. With a path, such as `https://example.com/flags`, everything is served below that path as well.',
  ),
  SLUICE_TRUST_PROXY: variable(
    proxies,
    'none',
    'Comma-separated addresses and CIDR blocks of reverse proxies whose `X-Forwarded-For` is believed, for the limits that go by address.',
  ),
} as const;

/** Name of a variable in the table above. */
export type VariableName = keyof typeof VARIABLES;
