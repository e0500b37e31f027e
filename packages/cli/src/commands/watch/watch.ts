import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditEventAnswer, Environment } from '@sluice/protocol';
import type { CommandContext } from '../../command/command-context.js';
import { t } from '../../terminal/text.js';
import { eventPrinter } from '../audit/event-printer.js';
import { followAudit } from '../audit/follow-audit.js';
import { openStream, type LiveStream } from './live-stream.js';
import { serverKeyOf } from './server-key-of.js';

const POLL_MS = 1_000;
const POLL_BESIDE_STREAM_MS = 3_000;

/** Prints every change of an environment as it happens, through outages, until Ctrl-C. With a server key the stream tells when; the audit log tells who. */
export async function watch(context: CommandContext): Promise<void> {
  const { out, signal } = context;
  const environment = await environmentOf(context);
  const query = { project: await context.project() };
  const seen = await context.api.list<AuditEventAnswer>('/audit', query, 1);
  const print = await eventPrinter(context, { allProjects: false });
  const key = serverKeyOf(context, environment.key);
  const stream = key === null ? null : await openStream(context, key);
  const how = stream === null ? 'asking every second' : 'live';
  out.note(
    t`${out.notePaint.dim(`watching ${environment.key} of ${query.project} on ${context.server.url} (${how}), Ctrl-C ends`)}`,
  );
  const ofEnvironment = (event: AuditEventAnswer): void => {
    if (event.environmentId === null || event.environmentId === environment.id) print(event);
  };
  const awaken = (): Promise<void> => nextMoment(stream, signal);
  try {
    await followAudit(context, { query, seen: seen.items, print: ofEnvironment, awaken });
  } finally {
    await stream?.close();
  }
}

async function environmentOf(context: CommandContext): Promise<Environment> {
  const [key, all] = await Promise.all([context.environment('read'), context.environments()]);
  const found = all.find((one) => one.key === key);
  return found ?? context.api.get<Environment>(await context.environmentPath('read'));
}

/** When something may be new. */
async function nextMoment(stream: LiveStream | null, signal: AbortSignal): Promise<void> {
  if (stream === null) return sleep(POLL_MS, undefined, { signal });
  const both = new AbortController();
  const timeout = sleep(POLL_BESIDE_STREAM_MS, undefined, {
    signal: AbortSignal.any([signal, both.signal]),
  });
  await Promise.race([stream.changed(), timeout]).finally(() => both.abort());
}
