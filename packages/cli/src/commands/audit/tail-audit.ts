import type { AuditEventAnswer } from '@sluice/protocol';
import type { Query } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { positiveNumber } from '../../command/positive-number.js';
import { readFlag } from '../flags/find-flag.js';
import { eventPrinter } from './event-printer.js';
import { followAudit } from './follow-audit.js';

/** Options of `audit tail`. */
export interface TailOptions {
  readonly lines?: string;
  readonly follow?: boolean;
  readonly flag?: string;
  readonly actor?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly since?: string;
  readonly until?: string;
  readonly allProjects?: boolean;
}

const DEFAULT_LINES = 20;

/** Prints the latest events, oldest first, and with `--follow` those that come. With `--json`: the page, or with `--follow` a line per event. */
export async function tailAudit(
  context: CommandContext,
  { options }: Input<TailOptions>,
): Promise<void> {
  const allProjects = options.allProjects === true;
  const query = await queryOf(context, options, allProjects);
  const wanted = positiveNumber('--lines', options.lines) ?? DEFAULT_LINES;
  const page = await context.api.list<AuditEventAnswer>('/audit', query, wanted);
  const print = await eventPrinter(context, { allProjects });
  const oldestFirst = page.items.toReversed();
  if (options.follow !== true) {
    context.out.result(page, () => oldestFirst.forEach(print));
    return;
  }
  oldestFirst.forEach(print);
  await followAudit(context, { query, seen: page.items, print });
}

async function queryOf(
  context: CommandContext,
  options: TailOptions,
  allProjects: boolean,
): Promise<Query> {
  const { actor, action, resource, since, until, flag } = options;
  return {
    project: allProjects ? undefined : await context.project(),
    environment: allProjects ? undefined : context.namedEnvironment(),
    actor,
    action,
    resource: flag === undefined ? resource : `flag:${(await readFlag(context, flag)).id}`,
    from: since,
    to: until,
  };
}
