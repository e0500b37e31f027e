import type { Database } from '../../platform/database/database.js';
import type { Logger } from '../../platform/logging/index.js';
import type { Actor } from '../auth/index.js';
import type { CommandExecutor } from '../commands/index.js';
import type { ClaimedDelivery } from './delivery-queue.js';
import { DISABLED_AFTER_DAYS } from './domain/retry.js';

const PROJECT = 'SELECT key FROM projects WHERE id = $1';

const SERVER: Actor = {
  kind: 'system',
  id: 'webhooks',
  name: 'webhook delivery',
  grants: [{ role: 'admin', projectId: null, environmentId: null }],
};

/** What giving up works with. */
export interface GiveUpParts {
  readonly database: Database;
  readonly executor: CommandExecutor;
  readonly logger: Logger;
}

/** A function that disables the webhook of a delivery, audited like any other write. */
export function giveUpWith({ database, executor, logger }: GiveUpParts) {
  return async ({ webhook }: ClaimedDelivery): Promise<void> => {
    const [project] = await database.read<{ key: string }>(PROJECT, [webhook.project_id]);
    if (project === undefined) return;
    const reason = `Nothing has arrived for ${DISABLED_AFTER_DAYS} days. See the deliveries for why, mend it, and enable the webhook again.`;
    logger.warn({ webhook: webhook.id, project: project.key }, 'a webhook was disabled');
    const command = {
      kind: 'webhook.disable',
      target: { project: project.key, id: webhook.id },
      baseVersion: null,
      payload: { reason },
    };
    await executor.execute(command, { actor: SERVER, requestId: `webhook:${webhook.id}` });
  };
}
