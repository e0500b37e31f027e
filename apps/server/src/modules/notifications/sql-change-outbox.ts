import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { SqlClient, TransactionClient } from '../../platform/database/sql-client.js';
import type { ChangeOutbox, CommandTarget, WriteSummary } from '../commands/index.js';
import { eventsOf } from './domain/events-of.js';
import type { EventFacts, ToldGuard } from './domain/facts-for-events.js';
import { toldOf } from './domain/told-of.js';
import { enqueue } from './enqueue.js';

const ANYBODY = `SELECT 1 FROM webhooks w JOIN projects p ON p.id = w.project_id
  WHERE p.key = $1 AND w.enabled LIMIT 1`;
const RISKS = 'SELECT id, risk FROM flags WHERE id = ANY ($1::uuid[])';
const GUARDS = `SELECT id, settings->'guards' AS guards FROM rollouts WHERE id = ANY ($1::uuid[])`;

/** Queues what webhooks are told of a write, in its own transaction. */
@Injectable()
export class SqlChangeOutbox implements ChangeOutbox {
  async isHeard(sql: SqlClient, { project }: CommandTarget): Promise<boolean> {
    return project !== undefined && (await sql.query(ANYBODY, [project])).length > 0;
  }

  async tell(sql: TransactionClient, write: WriteSummary): Promise<void> {
    const { project, audits, comment, requestId, environments, actor, now: at } = write;
    if (project === null || !audits.some((entry) => toldOf(entry) !== null)) return;
    const facts = await factsOf(sql, audits);
    const place = { project: project.key, environments, comment, requestId };
    const events = eventsOf({ ...place, actor, at, entries: audits }, facts);
    if (events.length > 0)
      enqueue(sql, {
        projectId: project.id,
        events: events.map((event) => ({ id: randomUUID(), ...event })),
        at,
      });
  }
}

async function factsOf(
  sql: TransactionClient,
  entries: WriteSummary['audits'],
): Promise<EventFacts> {
  const ids = (kind: string): string[] => [
    ...new Set(
      entries
        .filter((entry) => entry.resource.startsWith(`${kind}:`) && toldOf(entry) !== null)
        .map(({ resource }) => resource.slice(kind.length + 1)),
    ),
  ];
  const [flags, rollouts] = [ids('flag'), ids('rollout')];
  const [risks, guards] = await Promise.all([
    flags.length === 0 ? [] : sql.query<{ id: string; risk: string }>(RISKS, [flags]),
    rollouts.length === 0 ? [] : sql.query<{ id: string; guards: ToldGuard[] }>(GUARDS, [rollouts]),
  ]);
  return {
    flags: new Map(risks.map(({ id, risk }) => [id, { risk }])),
    guards: new Map(guards.map((row) => [row.id, Array.isArray(row.guards) ? row.guards : []])),
  };
}
