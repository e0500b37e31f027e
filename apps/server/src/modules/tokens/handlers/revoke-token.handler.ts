import type { Token } from '@sluice/protocol';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Command, CommandHandler, CommandScope, WriteUnit } from '../../commands/index.js';
import { firstGrantBeyond } from '../domain/first-grant-beyond.js';
import { grantRefused } from '../refuse-grant.js';
import { tokenOf } from '../token.row.js';
import type { TokensRepository } from '../tokens.repository.js';

/** `token.revoke.<scope>`: the token stops working everywhere. Everybody may revoke their own; revoking it again changes nothing. */
export class RevokeTokenHandler implements CommandHandler<unknown, Token> {
  readonly kind: string;
  readonly role = 'viewer';
  readonly versioned = false;
  readonly allowsArchived = true;

  constructor(
    private readonly repository: TokensRepository,
    readonly scope: CommandScope,
  ) {
    this.kind = `token.revoke.${scope}`;
  }

  async handle(unit: WriteUnit, { target }: Command): Promise<Token> {
    const { id = '' } = target;
    const row = await this.repository.locked(unit.sql, id);
    if (!row) throw new AppError('NOT_FOUND', { token: id });
    const beyond = firstGrantBeyond(unit.actor.grants, row.grants);
    if (beyond && unit.actor.id !== id) throw grantRefused(beyond);
    const before = tokenOf(row);
    if (row.revoked_at !== null) return before;
    await this.repository.revoke(unit.sql, id, unit.now);
    const after = { ...before, revokedAt: unit.now.toISOString() };
    unit.audit({ action: 'token.revoke', resource: `token:${id}`, before, after });
    unit.notify('sluice_tokens', id);
    return after;
  }
}
