import { z } from 'zod';

/** `GET /health`: the process answers. */
export const healthSchema = z.strictObject({ status: z.literal('alive'), version: z.string() });
export type Health = z.output<typeof healthSchema>;

/**
 * `GET /ready`. `ready`: all is well. `degraded` (still 200): flags are served, but something that
 * an operator should see to is wrong. `unavailable` (503): there are no flags to serve yet.
 */
export const readinessSchema = z.strictObject({
  status: z.enum(['ready', 'degraded', 'unavailable']),
  database: z.boolean(),
  /** Every migration of this release has run; null while the database is away. */
  migrations: z.boolean().nullable(),
  /** The LISTEN connection stands. */
  listener: z.boolean(),
  /** What is served was compared with the database within 30 s. */
  current: z.boolean(),
  /** Environments in memory. */
  environments: z.int(),
  /** Hosts of replicas whose overlay is not that of the others; null while the database is away. */
  differingOverlays: z.array(z.string()).nullable(),
});
export type Readiness = z.output<typeof readinessSchema>;
