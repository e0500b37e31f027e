import type { LimitSdkKey, SdkKeyAnswer } from '@sluice/protocol';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import { keyOf } from '../key.row.js';
import type { KeysRepository } from '../keys.repository.js';
import { usableKey } from './usable-key.js';

/** What `key.limit` takes. */
export type LimitKeyPayload = Pick<LimitSdkKey, 'rateLimit'>;

/** `key.limit`: how many requests a second the key may make, everywhere within a second. */
export class LimitKeyHandler implements CommandHandler<LimitKeyPayload, SdkKeyAnswer> {
  readonly kind = 'key.limit';
  readonly role = 'admin';
  readonly scope = 'environment';
  readonly versioned = false;

  constructor(private readonly repository: KeysRepository) {}

  async handle(unit: WriteUnit, command: Command<LimitKeyPayload>): Promise<SdkKeyAnswer> {
    const { rateLimit } = command.payload;
    const environmentId = unit.environment.id;
    const row = await usableKey(unit, this.repository, command.target.id);
    const before = keyOf(row);
    if (row.rate_limit === rateLimit) return before;
    const after = keyOf(await this.repository.limit(unit.sql, row.id, rateLimit));
    unit.audit({ action: this.kind, resource: `key:${row.id}`, before, after, environmentId });
    unit.notify('sluice_keys', row.id);
    return after;
  }
}
