import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { credentialKindOf } from '@sluice/protocol';
import { CONFIG, type Config } from '../../config/index.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Actor } from './domain/actor.js';
import { hashSecret } from './hash-secret.js';
import { TokenDirectory } from './token-directory.js';

/** Turns the secret of a token into the actor it stands for. */
@Injectable()
export class Authenticator {
  private readonly bootstrap: Buffer | null;

  constructor(
    private readonly tokens: TokenDirectory,
    @Inject(CONFIG) config: Config,
  ) {
    this.bootstrap = config.adminToken === null ? null : hashSecret(config.adminToken);
  }

  /**
   * The actor of `secret`. Throws UNAUTHENTICATED for an unknown, revoked or expired token and
   * WRONG_CREDENTIAL_KIND for an SDK key; `mayAsk` is called before the database is asked.
   */
  async authenticate(secret: string, mayAsk: () => void): Promise<Actor> {
    if (this.bootstrap && timingSafeEqual(this.bootstrap, hashSecret(secret))) return BOOTSTRAP;
    const kind = credentialKindOf(secret);
    if (kind === 'serverKey' || kind === 'clientKey') throw new AppError('WRONG_CREDENTIAL_KIND');
    const record = await this.tokens.find(secret, new Date(), mayAsk);
    if (!record) throw new AppError('UNAUTHENTICATED');
    return { kind: 'token', id: record.id, name: record.name, grants: record.grants };
  }
}

const BOOTSTRAP: Actor = {
  kind: 'env',
  id: 'SLUICE_ADMIN_TOKEN',
  name: 'SLUICE_ADMIN_TOKEN',
  grants: [{ role: 'admin', projectId: null, environmentId: null }],
};
