import { z } from 'zod';
import { instantSchema, pageFields } from './api-fields.js';

/** An override in force in an SDK's own process. */
export const localOverrideSchema = z.strictObject({
  flag: z.string(),
  variant: z.string(),
  source: z.enum(['code', 'env', 'file']),
});

/** A server-side SDK that is connected, or was within the last week. */
export const sdkInstanceSchema = z.strictObject({
  id: z.string(),
  project: z.string(),
  environment: z.string(),
  keyId: z.uuid(),
  sdk: z.string(),
  /** Over the stream at this moment. */
  connected: z.boolean(),
  /** Host of the replica it is, or was last, connected to. */
  replica: z.string().nullable(),
  /** Revision it holds; null where it never said. */
  revision: z.int().nullable(),
  /** Revisions it is behind the environment. */
  lag: z.int().nullable(),
  local: z.strictObject({ shutdown: z.boolean(), overrides: z.array(localOverrideSchema) }),
  firstSeenAt: instantSchema,
  lastSeenAt: instantSchema,
});
export type SdkInstance = z.output<typeof sdkInstanceSchema>;

/** What one replica serves of one environment. */
export const replicaEnvironmentSchema = z.strictObject({
  project: z.string(),
  environment: z.string(),
  revision: z.int(),
  lag: z.int(),
  /** SDKs connected to this replica. */
  serverSdks: z.int(),
  clientSdks: z.int(),
  /** Flag key → variant: overridden by this replica's variables or overrides file. */
  overrides: z.record(z.string(), z.string()),
});

/** A server replica that was seen within 30 s. */
export const replicaSchema = z.strictObject({
  id: z.uuid(),
  host: z.string(),
  version: z.string(),
  startedAt: instantSchema,
  beatAt: instantSchema,
  /** EMERGENCY_SHUTDOWN of this replica holds the shutdown. */
  holdsShutdown: z.boolean(),
  /** Its overrides or its shutdown are not those of every other replica. */
  differs: z.boolean(),
  environments: z.array(replicaEnvironmentSchema),
});
export type Replica = z.output<typeof replicaSchema>;

/** Query of `GET /instances`. */
export const instancesQuerySchema = z.strictObject({
  ...pageFields,
  project: z.string().max(256).optional(),
  environment: z.string().max(256).optional(),
  connected: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
});
export type InstancesQuery = z.output<typeof instancesQuerySchema>;

/** A page of SDK instances by project, environment and id, and all replicas. */
export const instancesPageSchema = z.strictObject({
  items: z.array(sdkInstanceSchema),
  nextCursor: z.string().nullable(),
  replicas: z.array(replicaSchema),
});
export type InstancesPage = z.output<typeof instancesPageSchema>;
