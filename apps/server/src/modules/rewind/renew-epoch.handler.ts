import type { Command, CommandHandler, WriteUnit } from '../commands/index.js';

/** What a replica held when it found the database below it. */
export interface RenewEpochPayload {
  readonly epoch: string;
  readonly revision: number;
}

/**
 * `environment.renew-epoch`: a new history of revisions for an environment whose database was put
 * back, so that the old and the new are never compared. Does nothing where that has happened already.
 */
export class RenewEpochHandler implements CommandHandler<RenewEpochPayload, boolean> {
  readonly kind = 'environment.renew-epoch';
  readonly role = 'admin';
  readonly scope = 'environment';
  readonly versioned = false;
  readonly allowsArchived = true;

  handle(unit: WriteUnit, { payload }: Command<RenewEpochPayload>): Promise<boolean> {
    const { id, epoch, revision } = unit.environment;
    if (epoch !== payload.epoch || revision >= payload.revision) return Promise.resolve(false);
    unit.newEpoch(id);
    unit.audit({
      action: this.kind,
      resource: `environment:${id}`,
      environmentId: id,
      before: { epoch, revision: payload.revision },
      after: { revision },
      details: { reason: 'the database stands at an earlier revision: a backup was restored' },
    });
    return Promise.resolve(true);
  }
}
