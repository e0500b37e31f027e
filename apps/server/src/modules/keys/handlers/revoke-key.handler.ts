import type { SdkKeyAnswer } from '@sluice/protocol';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import { keyOf } from '../key.row.js';
import type { KeysRepository } from '../keys.repository.js';

/** `key.revoke`: the key stops working within a second, everywhere. Revoking it again changes nothing. */
export class RevokeKeyHandler implements CommandHandler<unknown, SdkKeyAnswer> {
  readonly kind = 'key.revoke';
  readonly role = 'admin';
  readonly scope = 'environment';
  readonly versioned = false;
  readonly allowsArchived = true;

  constructor(private readonly repository: KeysRepository) {}

  async handle(unit: WriteUnit, { target }: Command): Promise<SdkKeyAnswer> {
    const { id = '' } = target;
    const environmentId = unit.environment.id;
    const row = await this.repository.locked(unit.sql, id, environmentId);
    if (!row) throw new AppError('NOT_FOUND', { key: id });
    const before = keyOf(row);
    if (row.revoked_at !== null) return before;
    const after = keyOf(await this.repository.revoke(unit.sql, id, unit.now));
    unit.audit({ action: this.kind, resource: `key:${id}`, before, after, environmentId });
    unit.notify('sluice_keys', id);
    return after;
  }
}
