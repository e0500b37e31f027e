import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditEventAnswer } from '@sluice/protocol';
import type { Page } from '../../api/api-client.js';
import { ApiFailure } from '../../api/api-failure.js';
import type { Query } from '../../api/api-request.js';
import { Unreachable } from '../../api/unreachable.js';
import type { CommandContext } from '../../command/command-context.js';
import { EXIT } from '../../command/exit-codes.js';
import { SeenEvents } from './seen-events.js';

const EVERY_MS = 1_000;
const PAGE = 20;

/** What to follow. */
export interface Following {
  readonly query: Query;
  /** Events that were printed already, newest first. */
  readonly seen: readonly AuditEventAnswer[];
  readonly print: (event: AuditEventAnswer) => void;
  /** Resolves when something may be new; default: every second. */
  readonly awaken?: () => Promise<void>;
}

/** Prints new audit events as they come, each once, through outages of the server, until Ctrl-C. */
export async function followAudit(context: CommandContext, following: Following): Promise<void> {
  const { signal } = context;
  const awaken = following.awaken ?? (() => sleep(EVERY_MS, undefined, { signal }));
  const seen = new SeenEvents(following.seen);
  let away = false;
  while (!signal.aborted) {
    await awaken().catch(() => undefined);
    if (signal.aborted) return;
    try {
      for (const event of await newEvents(context, following.query, seen)) following.print(event);
      if (away) context.out.note(context.out.notePaint.green('the server is back'));
      away = false;
    } catch (error) {
      if (!isOutage(error)) throw error;
      if (!away) context.out.warn(`${error.message} Still trying.`);
      away = true;
    }
  }
}

/** Events that nobody saw yet, oldest first. Reads back page by page until it meets one that was seen. */
async function newEvents(
  { api }: CommandContext,
  query: Query,
  seen: SeenEvents,
): Promise<AuditEventAnswer[]> {
  const fresh: AuditEventAnswer[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<AuditEventAnswer> = await api.get('/audit', {
      ...query,
      limit: PAGE,
      cursor: cursor ?? undefined,
    });
    const unknown = page.items.filter((event) => seen.isNew(event));
    fresh.push(...unknown);
    const allNew = unknown.length === page.items.length && unknown.length > 0;
    cursor = allNew && page.nextCursor !== cursor ? page.nextCursor : null;
  } while (cursor !== null);
  seen.add(fresh);
  return fresh.reverse();
}

function isOutage(error: unknown): error is Error {
  if (error instanceof Unreachable) return true;
  return (
    error instanceof ApiFailure && (error.exitCode === EXIT.unreachable || error.status === 429)
  );
}
