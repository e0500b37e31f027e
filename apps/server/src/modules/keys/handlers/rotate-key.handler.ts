import type { CreatedSdkKey, RotateSdkKey } from '@sluice/protocol';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import { keyOf } from '../key.row.js';
import type { KeyWriter } from '../key-writer.js';
import type { KeysRepository } from '../keys.repository.js';
import { usableKey } from './usable-key.js';

/** What `key.rotate` takes. */
export type RotateKeyPayload = Pick<RotateSdkKey, 'overlapHours' | 'name'>;

const HOUR_MS = 3_600_000;

/** `key.rotate`: a successor of the same kind; the old key works until the overlap is over. */
export class RotateKeyHandler implements CommandHandler<RotateKeyPayload, CreatedSdkKey> {
  readonly kind = 'key.rotate';
  readonly role = 'admin';
  readonly scope = 'environment';
  readonly versioned = false;

  constructor(
    private readonly repository: KeysRepository,
    private readonly writer: KeyWriter,
  ) {}

  secretId({ id }: CreatedSdkKey): string {
    return id;
  }

  async handle(unit: WriteUnit, command: Command<RotateKeyPayload>): Promise<CreatedSdkKey> {
    const { overlapHours, name } = command.payload;
    const environmentId = unit.environment.id;
    const old = await usableKey(unit, this.repository, command.target.id);
    if (old.replaced_by !== null) {
      throw new AppError(
        'IN_USE',
        { id: old.id, replacedBy: old.replaced_by },
        { message: 'This key was rotated already. Rotate its successor, details.replacedBy.' },
      );
    }
    const description = {
      kind: old.kind,
      name: name ?? old.name,
      expiresAt: null,
      rateLimit: old.rate_limit,
    };
    const { row, secret } = await this.writer.make(unit, environmentId, description);
    const expiresAt = new Date(unit.now.getTime() + overlapHours * HOUR_MS);
    const replaced = await this.repository.replace(unit.sql, old.id, { id: row.id, expiresAt });
    const created = keyOf(row);
    unit.audit({
      action: this.kind,
      resource: `key:${old.id}`,
      before: keyOf(old),
      after: keyOf(replaced),
      environmentId,
      details: { successor: created },
    });
    unit.notify('sluice_keys', old.id);
    return { ...created, secret };
  }
}
