import type { AuditEventAnswer } from '@sluice/protocol';
import type { Paint } from '../terminal/paint.js';
import { t, type Text } from '../terminal/text.js';
import { differenceLines } from './difference-lines.js';
import { jsonDiff } from './json-diff.js';

const BOOKKEEPING = /^(version|updatedAt|createdAt|id|warnings)$/;
const MOST_LINES = 12;

/** How events are shown. */
export interface EventWords {
  readonly paint: Paint;
  /** Id → key, to name the environment. */
  readonly environments: ReadonlyMap<string, string>;
}

/** An audit event: when, where, who, what and why on one line, what it changed below. */
export function eventLines(event: AuditEventAnswer, { paint, environments }: EventWords): Text[] {
  const { at, actor, action, comment, environmentId } = event;
  const said = comment === '' ? '' : t`  ${paint.cyan(`“${comment}”`)}`;
  const place = environments.get(environmentId ?? '');
  const where = place === undefined ? '' : t`  ${place}`;
  const who = paint.bold(actor.name);
  const head = t`${paint.dim(at)}${where}  ${who}  ${paint.yellow(action)}  ${resourceName(event)}${said}`;
  return [head, ...changeLines(event, paint)];
}

/** The key of what was changed, where the event tells it; else its kind and id. */
function resourceName({ resource, details, before, after }: AuditEventAnswer): string {
  const { flag, segment } = membersOf(details);
  const names = [flag, segment, membersOf(after).key, membersOf(before).key, membersOf(after).name];
  const found = names.find((name) => typeof name === 'string');
  return typeof found === 'string' ? found : resource;
}

function changeLines({ before, after }: AuditEventAnswer, paint: Paint): Text[] {
  if (!isObject(before) || !isObject(after)) return [];
  const changed = jsonDiff(before, after).filter(({ path }) => !BOOKKEEPING.test(path));
  const lines = differenceLines(changed.slice(0, MOST_LINES), paint).map((line) => t`    ${line}`);
  const more = changed.length - MOST_LINES;
  return more > 0 ? [...lines, paint.dim(`    and ${more} more`)] : lines;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? (value as Record<string, unknown>) : {};
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
