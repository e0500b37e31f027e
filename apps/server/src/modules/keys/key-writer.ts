import { Injectable } from '@nestjs/common';
import type { CreatedSdkKey } from '@sluice/protocol';
import { newSecret } from '../auth/index.js';
import type { WriteUnit } from '../commands/index.js';
import { keyOf, type KeyRow } from './key.row.js';
import { KeysRepository } from './keys.repository.js';

/** What a key is to be. */
export interface KeyDescription {
  readonly kind: 'server' | 'client';
  readonly name: string;
  readonly expiresAt: Date | null;
  /** Requests per second; null where the server's own limit holds. */
  readonly rateLimit: number | null;
}

/** A key and its secret, which exists nowhere else. */
export interface MadeKey {
  readonly row: KeyRow;
  readonly secret: string;
}

/** Creates SDK keys within a write that has locked the environment. */
@Injectable()
export class KeyWriter {
  constructor(private readonly repository: KeysRepository) {}

  /** A new key of the environment; the secret is in the returned value and nowhere else. Not audited. */
  async make(unit: WriteUnit, environmentId: string, key: KeyDescription): Promise<MadeKey> {
    const { secret, hash, hint } = newSecret(key.kind === 'server' ? 'serverKey' : 'clientKey');
    const createdBy = unit.actor.name;
    const row = await this.repository.insert(unit.sql, {
      ...key,
      environmentId,
      hash,
      hint,
      createdBy,
    });
    unit.notify('sluice_keys', row.id);
    return { row, secret };
  }

  /** A new key, audited as `key.create` without its secret. */
  async create(
    unit: WriteUnit,
    environmentId: string,
    key: KeyDescription,
  ): Promise<CreatedSdkKey> {
    const { row, secret } = await this.make(unit, environmentId, key);
    const after = keyOf(row);
    const resource = `key:${row.id}`;
    unit.audit({ action: 'key.create', resource, before: null, after, environmentId });
    return { ...after, secret };
  }
}
