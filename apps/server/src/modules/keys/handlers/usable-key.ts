import { AppError } from '../../../platform/errors/app-error.js';
import type { WriteUnit } from '../../commands/index.js';
import type { KeyRow } from '../key.row.js';
import type { KeysRepository } from '../keys.repository.js';

/** The key of the locked environment, locked itself; NOT_FOUND for no such key, CREDENTIAL_NOT_USABLE for one that is revoked or has expired. */
export async function usableKey(
  unit: WriteUnit,
  repository: KeysRepository,
  id = '',
): Promise<KeyRow> {
  const row = await repository.locked(unit.sql, id, unit.environment.id);
  if (!row) throw new AppError('NOT_FOUND', { key: id });
  const expired = row.expires_at !== null && row.expires_at <= unit.now;
  if (row.revoked_at !== null || expired) throw new AppError('CREDENTIAL_NOT_USABLE', { id });
  return row;
}
