import type { Grant } from '../../auth/index.js';

/** A grant as stored with the keys it is shown with. */
export interface StoredGrant extends Grant {
  readonly project: string | null;
  readonly environment: string | null;
}
