import { Injectable } from '@nestjs/common';
import type {
  BareWrite,
  CreatedToken,
  CreateToken,
  Token,
  TokenPage,
  TokensQuery,
} from '@sluice/protocol';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.js';
import { decodeCursor, pageFrom, type RequestContext } from '../../platform/http/index.js';
import { TokenDirectory, type Actor, type Grant } from '../auth/index.js';
import { CommandExecutor, commandOf, type CommandOutcome } from '../commands/index.js';
import { narrowestPlace } from './domain/narrowest-place.js';
import { tokenOf } from './token.row.js';
import { TokensRepository } from './tokens.repository.js';

const CURSOR = z.tuple([z.iso.datetime(), z.uuid()]);

/** Tokens: listing, creating and revoking, each where their grants lie. */
@Injectable()
export class TokensService {
  constructor(
    private readonly repository: TokensRepository,
    private readonly executor: CommandExecutor,
    private readonly directory: TokenDirectory,
  ) {}

  /** Tokens the actor may manage, and its own. */
  async list(actor: Actor, query: TokensQuery): Promise<TokenPage> {
    const admin = actor.grants.filter(({ role }) => role === 'admin');
    const rows = await this.repository.list({
      kind: query.kind ?? null,
      all: admin.some(({ projectId }) => projectId === null),
      self: actor.id,
      projects: idsOf(
        admin.filter(({ environmentId }) => environmentId === null),
        'projectId',
      ),
      environments: idsOf(admin, 'environmentId'),
      after: decodeCursor(query.cursor, CURSOR),
      limit: query.limit + 1,
    });
    const keysOf = ({ createdAt, id }: Token) => [createdAt, id];
    return pageFrom(rows.map(tokenOf), query.limit, keysOf, (token) => token);
  }

  create(body: CreateToken, context: RequestContext): Promise<CommandOutcome<CreatedToken>> {
    const { scope, ...target } = narrowestPlace(body.grants);
    return this.executor.execute(commandOf(`token.create.${scope}`, target, body), context);
  }

  /** Throws NOT_FOUND for an unknown id; on this replica the token is refused from now on. */
  async revoke(
    id: string,
    body: BareWrite,
    context: RequestContext,
  ): Promise<CommandOutcome<Token>> {
    const row = await this.repository.byId(id);
    if (!row) throw new AppError('NOT_FOUND', { token: id });
    const { scope, ...place } = narrowestPlace(row.grants);
    const command = commandOf(`token.revoke.${scope}`, { ...place, id }, body);
    const outcome = await this.executor.execute<Token>(command, context);
    await this.directory.refresh();
    return outcome;
  }
}

function idsOf(grants: readonly Grant[], name: 'projectId' | 'environmentId'): string[] {
  return grants.map((grant) => grant[name]).filter((id) => id !== null);
}
