import { Injectable } from '@nestjs/common';
import type { CreatedToken } from '@sluice/protocol';
import { AppError } from '../../platform/errors/app-error.js';
import { newSecret } from '../auth/index.js';
import type { WriteUnit } from '../commands/index.js';
import { firstGrantBeyond } from './domain/first-grant-beyond.js';
import type { StoredGrant } from './domain/stored-grant.js';
import { grantRefused } from './refuse-grant.js';
import { tokenOf } from './token.row.js';
import { TokensRepository, type WantedGrant } from './tokens.repository.js';

/** What a token is to be. */
export interface TokenDescription {
  readonly kind: 'personal' | 'service';
  readonly name: string;
  readonly grants: readonly WantedGrant[];
  readonly expiresAt: Date | null;
}

/** Creates tokens within a write. */
@Injectable()
export class TokenWriter {
  constructor(private readonly repository: TokensRepository) {}

  /**
   * A new token and its secret, which exists in the returned value and nowhere else; audited as
   * `token.create`. NOT_FOUND for a place that is not there, FORBIDDEN for a grant that the actor
   * could not give.
   */
  async create(unit: WriteUnit, token: TokenDescription): Promise<CreatedToken> {
    const grants = await this.repository.resolve(unit.sql, token.grants);
    requirePlaces(grants);
    const beyond = firstGrantBeyond(unit.actor.grants, grants);
    if (beyond) throw grantRefused(beyond);
    const { secret, hash, hint } = newSecret(token.kind);
    const createdBy = unit.actor.name;
    const row = await this.repository.insert(unit.sql, {
      ...token,
      grants,
      hash,
      hint,
      createdBy,
    });
    const after = tokenOf(row);
    unit.audit({ action: 'token.create', resource: `token:${row.id}`, before: null, after });
    unit.notify('sluice_tokens', row.id);
    return { ...after, secret };
  }
}

function requirePlaces(grants: readonly StoredGrant[]): void {
  for (const { project, environment, projectId, environmentId } of grants) {
    const known =
      (project === null || projectId !== null) && (environment === null || environmentId !== null);
    if (!known) throw new AppError('NOT_FOUND', { project, environment });
  }
}
