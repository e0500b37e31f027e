import { resolve } from 'node:path';
import { z } from 'zod';
import type { Config } from './config.js';
import { ConfigError } from './config-error.js';
import { VARIABLES, type VariableName } from './variables.js';

/** Facts about the process that are no environment variables. */
export interface ProcessFacts {
  /** Relative paths are resolved against it. */
  readonly workingDirectory: string;
  /** Standard output is a terminal. */
  readonly terminal: boolean;
}

const SCHEMA = z.object(shapeOf(VARIABLES));

/** Values that may be shown in a message; everything else could be a secret. */
const SECRET: ReadonlySet<string> = new Set([
  'DATABASE_URL',
  'SLUICE_ADMIN_TOKEN',
  'SLUICE_AUDIT_KEY',
  'SLUICE_PROMETHEUS_AUTHORIZATION',
]);

/**
 * The server's configuration as `environment` gives it, an empty variable counting as unset.
 * Throws one {@link ConfigError} that names every problem at once; values of secrets are not shown.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  facts: ProcessFacts,
): Config {
  const present = presentOnly(environment);
  const parsed = SCHEMA.safeParse(present);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => problemOf(issue, present)));
  }
  return configOf(parsed.data, present, facts);
}

function shapeOf<T extends Record<string, { schema: z.ZodType }>>(
  table: T,
): { [K in keyof T]: T[K]['schema'] } {
  const entries = Object.entries(table).map(([name, { schema }]) => [name, schema] as const);
  return Object.fromEntries(entries) as { [K in keyof T]: T[K]['schema'] };
}

function presentOnly(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const present: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && value.trim() !== '') present[name] = value;
  }
  return present;
}

function problemOf(issue: z.core.$ZodIssue, present: Record<string, string>): string {
  const name = String(issue.path[0]) as VariableName;
  const shown = SECRET.has(name) ? 'a value not shown here' : JSON.stringify(present[name]);
  return `${name} is ${shown}: ${issue.message}. Default: ${VARIABLES[name].default}.`;
}

function configOf(
  values: z.output<typeof SCHEMA>,
  present: Record<string, string>,
  facts: ProcessFacts,
): Config {
  const from = facts.workingDirectory;
  return {
    databaseUrl: values.DATABASE_URL ?? null,
    dataDir: resolve(from, values.SLUICE_DATA_DIR),
    port: values.PORT,
    host: values.HOST,
    adminToken: values.SLUICE_ADMIN_TOKEN ?? null,
    seed: values.SLUICE_SEED ?? (values.DATABASE_URL === undefined ? 'genesis' : 'none'),
    logLevel: values.LOG_LEVEL,
    logFormat: values.LOG_FORMAT ?? (facts.terminal ? 'pretty' : 'json'),
    corsOrigins: values.CORS_ORIGINS,
    auditKey: values.SLUICE_AUDIT_KEY ?? null,
    overridesFile:
      values.SLUICE_OVERRIDES_FILE === undefined
        ? null
        : resolve(from, values.SLUICE_OVERRIDES_FILE),
    emergencyShutdown: values.EMERGENCY_SHUTDOWN,
    rateLimit: values.SLUICE_RATE_LIMIT,
    sdkRateLimit: values.SLUICE_SDK_RATE_LIMIT,
    anonymousRateLimit: values.SLUICE_ANONYMOUS_RATE_LIMIT,
    changeLogHours: values.SLUICE_CHANGE_LOG_HOURS,
    changeLogMaxRows: values.SLUICE_CHANGE_LOG_MAX_ROWS,
    egressAllow: values.SLUICE_EGRESS_ALLOW,
    prometheus: values.SLUICE_PROMETHEUS,
    prometheusAuthorization: values.SLUICE_PROMETHEUS_AUTHORIZATION,
    publicUrl: values.SLUICE_PUBLIC_URL ?? null,
    publicPath: pathOf(values.SLUICE_PUBLIC_URL),
    trustProxy: values.SLUICE_TRUST_PROXY,
    processEnvironment: present,
  };
}

function pathOf(url: string | undefined): string {
  return url === undefined ? '' : new URL(url).pathname.replace(/\/+$/, '');
}
