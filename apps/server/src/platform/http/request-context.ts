import type { Actor } from '../../modules/auth/index.js';

/** Who sends a write, in which request, and how: what a command is executed with. */
export interface RequestContext {
  readonly actor: Actor;
  readonly requestId: string;
  readonly dryRun?: boolean;
  readonly idempotency?: {
    readonly key: string;
    readonly route: string;
    readonly bodyHash: string;
  };
}
