import type { Json } from '@sluice/evaluator';
import { memberOf, textOf } from './text-of.js';
import type { WebhookEvent } from './webhook-event.js';

const ICONS: Readonly<Record<string, string>> = {
  'rollout.rolled_back': ':rotating_light:',
  'shutdown.engaged': ':rotating_light:',
  'rollout.paused': ':warning:',
  'rollout.step_back': ':warning:',
  'rollout.aborted': ':warning:',
  'flag.disabled': ':warning:',
  'flag.deleted': ':warning:',
  'key.revoked': ':warning:',
  'webhook.disabled': ':warning:',
  'rollout.completed': ':white_check_mark:',
  'shutdown.released': ':white_check_mark:',
};
const OTHER_ICON = ':information_source:';

// Limits of Slack's Block Kit: header 150 characters, section 3,000, field 2,000.
const HEADER = 150;
const FIELD = 1_000;

/** A message for Slack and what speaks like it: `text` for notifications, `blocks` for reading. */
export function slackMessage(event: WebhookEvent, link: string | null): Json {
  const icon = ICONS[event.type] ?? OTHER_ICON;
  const why = event.reason === '' ? '' : ` — ${event.reason}`;
  const blocks: Json[] = [
    header(`${icon} ${event.title}`),
    { type: 'section', fields: fieldsOf(event) },
  ];
  const details = detailsOf(event);
  if (details !== '') blocks.push({ type: 'section', text: markdown(details) });
  if (link !== null) blocks.push(button(link));
  const context = `${event.type} · ${event.timestamp} · ${event.id}`;
  blocks.push({ type: 'context', elements: [markdown(escaped(context))] });
  return { text: escaped(`${icon} ${event.title}${why}`), blocks };
}

function fieldsOf({ project, environment, actor, reason, data }: WebhookEvent): Json[] {
  const to = memberOf(data, 'to');
  const percentage = textOf(to, 'percentage');
  const rows: [string, string][] = [
    ['Project', project],
    ['Environment', environment ?? 'all'],
    ['By', actor.name],
    ['Why', reason],
    ['Percentage', percentage === '' ? '' : `${percentage} %`],
    ['State', textOf(to, 'state')],
  ];
  return rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => markdown(`*${name}*\n${escaped(value.slice(0, FIELD))}`));
}

/** The readings that decided, and what was switched off. */
function detailsOf({ data }: WebhookEvent): string {
  const readings = memberOf(data, 'readings');
  const flags = memberOf(data, 'flagsDisabled');
  const lines = (Array.isArray(readings) ? readings : []).map(
    (one: unknown) =>
      `• \`${escaped(textOf(one, 'guard'))}\` ${escaped(textOf(one, 'verdict'))}: ${escaped(textOf(one, 'text'))}`,
  );
  if (Array.isArray(flags) && flags.length > 0)
    lines.push(`Switched off: ${flags.map((key) => `\`${escaped(String(key))}\``).join(', ')}`);
  return lines.join('\n').slice(0, 2_900);
}

function header(text: string): Json {
  const shown = text.length > HEADER ? `${text.slice(0, HEADER - 1)}…` : text;
  return { type: 'header', text: { type: 'plain_text', text: shown, emoji: true } };
}

function button(url: string): Json {
  const text = { type: 'plain_text', text: 'Open in Sluice' };
  return { type: 'actions', elements: [{ type: 'button', text, url }] };
}

const markdown = (text: string): Json => ({ type: 'mrkdwn', text });

/** Text that nobody can turn into a mention or a link. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
