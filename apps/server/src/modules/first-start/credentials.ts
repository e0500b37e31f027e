import { z } from 'zod';

/** Secrets of the first start, as kept for the CLI in `credentials.json`. */
export const credentialsSchema = z.object({
  url: z.string(),
  /** `null` where the only admin token is the one in SLUICE_ADMIN_TOKEN. */
  adminToken: z.string().nullable(),
  /** Environment key → SDK keys. */
  keys: z.record(z.string(), z.object({ server: z.string(), client: z.string() })),
});
export type Credentials = z.output<typeof credentialsSchema>;
