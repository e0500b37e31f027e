import { Inject, Injectable } from '@nestjs/common';
import {
  roleCovers,
  type AuditEventAnswer,
  type AuditPage,
  type AuditQuery,
  type AuditVerification,
  type AuditVerifyQuery,
} from '@sluice/protocol';
import { z } from 'zod';
import { Database } from '../../platform/database/database.js';
import type { SqlClient } from '../../platform/database/sql-client.js';
import { AppError } from '../../platform/errors/app-error.js';
import { decodeCursor, pageFrom } from '../../platform/http/index.js';
import { canSee, PlaceDirectory, roleAt, type Actor, type Place } from '../auth/index.js';
import { AUDIT_KEY } from './audit-key.token.js';
import { AuditRepository } from './audit.repository.js';
import { ChainVerifier } from './chain-verifier.js';
import { visibilityOf } from './domain/visibility-of.js';

const CURSOR = z.tuple([z.iso.datetime(), z.string(), z.int().positive()]);
const BATCH = 1_000;
const EVERYWHERE: Place = { projectId: null, environmentId: null };

/** Searching the audit chains and verifying them. */
@Injectable()
export class AuditService {
  constructor(
    private readonly repository: AuditRepository,
    private readonly database: Database,
    private readonly places: PlaceDirectory,
    @Inject(AUDIT_KEY) private readonly key: Buffer,
  ) {}

  /** Events the actor may see, newest first. */
  async search(actor: Actor, query: AuditQuery): Promise<AuditPage> {
    const place = await this.placeOf(actor, query);
    const rows = await this.repository.search(
      {
        projectId: place.projectId,
        environmentId: place.environmentId,
        actor: query.actor ?? null,
        action: query.action ?? null,
        resource: query.resource ?? null,
        from: query.from ?? null,
        to: query.to ?? null,
      },
      visibilityOf(actor.grants),
      decodeCursor(query.cursor, CURSOR),
      query.limit + 1,
    );
    const events = rows.map(
      ({ event, hash }) => ({ ...(JSON.parse(event) as object), hash }) as AuditEventAnswer,
    );
    return pageFrom(
      events,
      query.limit,
      ({ at, chain, seq }) => [at, chain, seq],
      (event) => event,
    );
  }

  /** Checks a chain from its first event to its head; needs `admin` over the project, or everywhere for the global chain. */
  async verify(actor: Actor, query: AuditVerifyQuery): Promise<AuditVerification> {
    const place = await this.placeOf(actor, query);
    requireAdmin(actor, place, query.project);
    const chain = place.projectId ?? 'global';
    const { seq, hash } = query;
    if ((seq === undefined) !== (hash === undefined)) throw halfAnAnchor();
    const anchor = seq === undefined || hash === undefined ? null : { seq, hash };
    const verifier = new ChainVerifier(this.key, anchor);
    const head = await this.database.transaction((sql) => this.check(sql, chain, verifier), {
      repeatableRead: true,
    });
    const { problems, checkedTo } = verifier;
    return { chain, ok: problems.length === 0, checked: checkedTo, head, problems };
  }

  private async check(
    sql: SqlClient,
    chain: string,
    verifier: ChainVerifier,
  ): Promise<{ seq: number; hash: string }> {
    const head = await this.repository.head(sql, chain);
    for (;;) {
      const rows = await this.repository.rowsAfter(sql, chain, verifier.checkedTo, BATCH);
      for (const row of rows) verifier.row(row);
      if (rows.length < BATCH) break;
    }
    verifier.end(head);
    return head;
  }

  private async placeOf(
    actor: Actor,
    { project, environment }: { project?: string | undefined; environment?: string | undefined },
  ): Promise<Place> {
    if (project === undefined) {
      if (environment === undefined) return EVERYWHERE;
      throw new AppError('INVALID_REQUEST', {
        issues: [{ path: 'environment', message: 'needs project as well' }],
      });
    }
    const place =
      environment === undefined
        ? await this.places.project(project)
        : await this.places.environment(project, environment);
    if (!canSee(actor.grants, place)) throw new AppError('NOT_FOUND', { project, environment });
    return place;
  }
}

function requireAdmin(actor: Actor, place: Place, project: string | undefined): void {
  const held = roleAt(actor.grants, place);
  if (held !== null && roleCovers(held, 'admin')) return;
  const where = project === undefined ? 'the whole server' : `the project ${project}`;
  throw new AppError(
    'FORBIDDEN',
    { needed: 'admin', held, ...(project !== undefined && { project }) },
    { message: `Verifying the audit chain needs the role admin for ${where}.` },
  );
}

function halfAnAnchor(): AppError {
  return new AppError('INVALID_REQUEST', {
    issues: [{ path: 'seq', message: 'seq and hash belong together: give both or neither' }],
  });
}
