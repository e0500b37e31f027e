import type { Json } from '@sluice/evaluator';
import type { WebhookEventKind } from '@sluice/protocol';
import type { EventFacts } from './facts-for-events.js';
import { reasonInWords } from './reason-in-words.js';
import { memberOf, textOf } from './text-of.js';
import { titleOf } from './title-of.js';
import { isImported, toldOf, type ToldEntry } from './told-of.js';
import { toldReadings } from './told-readings.js';
import type { WebhookEvent } from './webhook-event.js';

/** An audit entry with where it happened. */
export interface NewsEntry extends ToldEntry {
  readonly environmentId: string | null;
  readonly details: unknown;
}

/** A write as news: what it did, where, and by whom. */
export interface News {
  readonly project: string;
  readonly environments: ReadonlyMap<string, { readonly key: string; readonly protected: boolean }>;
  readonly actor: WebhookEvent['actor'];
  readonly requestId: string;
  readonly comment: string;
  readonly at: Date;
  readonly entries: readonly NewsEntry[];
}

/** An event before it has an id. */
export type DraftEvent = Omit<WebhookEvent, 'id'>;

/** Events worth telling, in the order of the write; a whole import is one. Linear in the entries. */
export function eventsOf(news: News, facts: EventFacts): DraftEvent[] {
  const events: DraftEvent[] = [];
  for (const entry of news.entries) {
    const kind = isImported(entry) ? null : toldOf(entry);
    if (kind !== null && isRisky(news, facts, { entry, kind }))
      events.push(eventOf(news, facts, { entry, kind }));
  }
  const changes = news.entries.filter(isImported).length;
  if (changes > 0)
    events.push(draft(news, 'project.imported', { subject: news.project }, { changes }));
  return events;
}

interface Told {
  readonly entry: NewsEntry;
  readonly kind: WebhookEventKind;
}

/** Flags: where an environment is protected or the risk high; a switch that turns off, everywhere. Segments: where protected. */
function isRisky({ environments }: News, facts: EventFacts, { entry, kind }: Told): boolean {
  const { resource, environmentId, before } = entry;
  const flag = resource.startsWith('flag:');
  if (!flag && kind !== 'segment.changed') return true;
  if (kind === 'flag.disabled') return true;
  const risk = facts.flags.get(idIn(resource))?.risk ?? textOf(before, 'risk');
  if (flag && risk === 'high') return true;
  const touched =
    environmentId === null ? [...environments.values()] : [environments.get(environmentId)];
  return touched.some((environment) => environment?.protected === true);
}

function eventOf(news: News, facts: EventFacts, { entry, kind }: Told): DraftEvent {
  const environment = news.environments.get(entry.environmentId ?? '')?.key ?? null;
  const data = entry.resource.startsWith('rollout:')
    ? rolloutData(news, facts, entry)
    : changeData(entry);
  const subject = subjectOf(news, entry, environment);
  const reason = reasonOf(news, entry);
  return draft(news, kind, { subject, environment, reason }, data);
}

function draft(
  { project, actor, requestId, at }: News,
  type: WebhookEventKind,
  about: { subject: string; environment?: string | null; reason?: string },
  data: Readonly<Record<string, Json>>,
): DraftEvent {
  const { subject, environment = null, reason = '' } = about;
  const where = environment === null ? '' : ` in ${environment}`;
  const { kind, id, name } = actor;
  return {
    type,
    timestamp: at.toISOString(),
    title: titleOf(type, { subject, where, data }),
    reason,
    project,
    environment,
    actor: { kind, id, name },
    requestId,
    data,
  };
}

function changeData({ resource, details, before, after, action }: NewsEntry): Record<string, Json> {
  const flag = textOf(details, 'flag');
  const segment = textOf(details, 'segment');
  const object = flag !== '' ? { flag } : segment !== '' ? { segment } : { resource };
  if (segment !== '') return { action, ...object };
  return { action, ...object, before: bounded(before), after: bounded(after) };
}

function rolloutData(news: News, facts: EventFacts, entry: NewsEntry): Record<string, Json> {
  const { details, before, after, resource } = entry;
  const id = idIn(resource);
  const record = memberOf(details, 'record');
  const guard = textOf(record, 'guard');
  const evidence = memberOf(details, 'evidence');
  const told = toldReadings(evidence, guard, facts.guards.get(id) ?? []);
  return {
    rollout: id,
    flag: textOf(details, 'flag'),
    rule: textOf(details, 'rule'),
    event: textOf(details, 'event'),
    from: bounded(before),
    to: bounded(after),
    ...(guard !== '' && { guard, code: textOf(record, 'reason') }),
    readings: guard === '' ? [] : told.map((reading) => ({ ...reading })),
    flagsDisabled: disabledIn(news),
  };
}

/** Flags that the same write switched off: the rollout's own and its companions. */
function disabledIn({ entries }: News): string[] {
  return entries
    .filter(
      ({ resource, after }) => resource.startsWith('flag:') && memberOf(after, 'enabled') === false,
    )
    .map(({ details }) => textOf(details, 'flag'));
}

function subjectOf(news: News, entry: NewsEntry, environment: string | null): string {
  const { details, after, before, resource } = entry;
  const named = textOf(details, 'flag') || textOf(details, 'segment');
  if (named !== '') return named;
  if (resource.startsWith('environment:')) return environment ?? textOf(after, 'key');
  if (resource.startsWith('project:')) return news.project;
  return textOf(after, 'name') || textOf(before, 'name') || resource;
}

/** A person's reason, else a guard's, else the comment. */
function reasonOf({ comment }: News, { details }: NewsEntry): string {
  const record = memberOf(details, 'record');
  const given = textOf(memberOf(details, 'evidence'), 'reason') || textOf(details, 'reason');
  if (given !== '') return given;
  return reasonInWords(textOf(record, 'reason'), textOf(record, 'guard')) || comment;
}

const MOST_CHARACTERS = 8_000;

/** A state as JSON, left out where it is so large that nobody reads it in a message. */
function bounded(state: unknown): Json {
  const text = JSON.stringify(state ?? null);
  return text.length > MOST_CHARACTERS ? null : (JSON.parse(text) as Json);
}

function idIn(resource: string): string {
  return resource.slice(resource.indexOf(':') + 1);
}
