import { Injectable } from '@nestjs/common';
import type { SdkKeyPage, SdkKeysQuery } from '@sluice/protocol';
import { z } from 'zod';
import { decodeCursor, pageFrom } from '../../platform/http/index.js';
import { keyOf } from './key.row.js';
import { KeysRepository } from './keys.repository.js';

const CURSOR = z.tuple([z.iso.datetime(), z.uuid()]);

/** Reading SDK keys; no secret is ever read. */
@Injectable()
export class KeysService {
  constructor(private readonly repository: KeysRepository) {}

  async list(project: string, environment: string, query: SdkKeysQuery): Promise<SdkKeyPage> {
    const rows = await this.repository.list({
      project,
      environment,
      kind: query.kind ?? null,
      after: decodeCursor(query.cursor, CURSOR),
      limit: query.limit + 1,
    });
    const keysOf = ({ createdAt, id }: { createdAt: string; id: string }) => [createdAt, id];
    return pageFrom(rows.map(keyOf), query.limit, keysOf, (key) => key);
  }
}
