import type { CreatedSdkKey, CreateSdkKey } from '@sluice/protocol';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import type { KeyWriter } from '../key-writer.js';

/** What `key.create` takes. */
export type CreateKeyPayload = Pick<CreateSdkKey, 'kind' | 'name' | 'expiresAt' | 'rateLimit'>;

/** `key.create`: a new SDK key of an environment. */
export class CreateKeyHandler implements CommandHandler<CreateKeyPayload, CreatedSdkKey> {
  readonly kind = 'key.create';
  readonly role = 'admin';
  readonly scope = 'environment';
  readonly versioned = false;

  constructor(private readonly writer: KeyWriter) {}

  secretId({ id }: CreatedSdkKey): string {
    return id;
  }

  handle(unit: WriteUnit, { payload }: Command<CreateKeyPayload>): Promise<CreatedSdkKey> {
    const { kind, name, rateLimit = null } = payload;
    const expiresAt = payload.expiresAt === undefined ? null : new Date(payload.expiresAt);
    if (expiresAt && expiresAt <= unit.now) {
      throw new AppError(
        'INVALID_VALUE',
        { expiresAt: payload.expiresAt },
        { message: 'expiresAt lies in the past.' },
      );
    }
    return this.writer.create(unit, unit.environment.id, {
      kind,
      name,
      expiresAt,
      rateLimit,
    });
  }
}
