import type { CreatedToken, CreateToken } from '@sluice/protocol';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Command, CommandHandler, CommandScope, WriteUnit } from '../../commands/index.js';
import type { TokenWriter } from '../token-writer.js';

/** What `token.create` takes. */
export type CreateTokenPayload = Omit<CreateToken, 'comment' | 'confirm'>;

/** `token.create.<scope>`: a new token whose grants all lie in the scope. The writer asks for `admin` at the place of each. */
export class CreateTokenHandler implements CommandHandler<CreateTokenPayload, CreatedToken> {
  readonly kind: string;
  readonly role = 'viewer';
  readonly versioned = false;

  constructor(
    private readonly writer: TokenWriter,
    readonly scope: CommandScope,
  ) {
    this.kind = `token.create.${scope}`;
  }

  secretId({ id }: CreatedToken): string {
    return id;
  }

  handle(unit: WriteUnit, { payload }: Command<CreateTokenPayload>): Promise<CreatedToken> {
    const { kind, name, grants } = payload;
    const expiresAt = payload.expiresAt === undefined ? null : new Date(payload.expiresAt);
    if (expiresAt && expiresAt <= unit.now) {
      throw new AppError(
        'INVALID_VALUE',
        { expiresAt: payload.expiresAt },
        { message: 'expiresAt lies in the past.' },
      );
    }
    return this.writer.create(unit, { kind, name, grants, expiresAt });
  }
}
