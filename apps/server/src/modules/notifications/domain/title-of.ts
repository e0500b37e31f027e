import type { WebhookEventKind } from '@sluice/protocol';
import { memberOf, textOf } from './text-of.js';

/** What a title is made of. */
export interface TitleParts {
  /** What it is about: the key of a flag or segment, a name. */
  readonly subject: string;
  /** " in production", or empty. */
  readonly where: string;
  readonly data: Readonly<Record<string, unknown>>;
}

type Title = (parts: TitleParts) => string;

const said =
  (verb: string): Title =>
  ({ subject, where }) =>
    `${subject} ${verb}${where}`;

const percentage = (data: TitleParts['data'], end: 'from' | 'to'): string =>
  `${textOf(memberOf(data, end), 'percentage')} %`;

const moved =
  (verb: string): Title =>
  ({ subject, where, data }) =>
    `${subject} ${verb} from ${percentage(data, 'from')} to ${percentage(data, 'to')}${where}`;

const staying =
  (verb: string): Title =>
  ({ subject, where, data }) =>
    `${subject}: rollout ${verb} at ${percentage(data, 'to')}${where}`;

const TITLES: Readonly<Record<WebhookEventKind, Title>> = {
  'rollout.started': staying('started'),
  'rollout.step': moved('went'),
  'rollout.step_back': moved('stepped back'),
  'rollout.paused': staying('paused'),
  'rollout.resumed': staying('resumed'),
  'rollout.rolled_back': moved('rolled back'),
  'rollout.completed': staying('completed'),
  'rollout.aborted': staying('aborted'),
  'shutdown.engaged': ({ where }) => `EMERGENCY SHUTDOWN engaged${where}`,
  'shutdown.released': ({ where }) => `Emergency shutdown released${where}`,
  'flag.enabled': said('enabled'),
  'flag.disabled': said('disabled'),
  'flag.changed': said('changed'),
  'flag.archived': said('archived'),
  'flag.restored': said('restored from the archive'),
  'flag.deleted': said('deleted'),
  'segment.changed': ({ subject, where }) => `Segment ${subject} changed${where}`,
  'key.created': ({ subject, where }) => `SDK key ${subject} created${where}`,
  'key.rotated': ({ subject, where }) => `SDK key ${subject} rotated${where}`,
  'key.revoked': ({ subject, where }) => `SDK key ${subject} revoked${where}`,
  'environment.created': ({ subject }) => `Environment ${subject} created`,
  'environment.changed': ({ subject }) => `Environment ${subject} changed`,
  'environment.archived': ({ subject }) => `Environment ${subject} archived`,
  'environment.restored': ({ subject }) => `Environment ${subject} restored`,
  'project.archived': ({ subject }) => `Project ${subject} archived`,
  'project.restored': ({ subject }) => `Project ${subject} restored`,
  'project.imported': ({ subject, data }) =>
    `Import into project ${subject}: ${textOf(data, 'changes')} changes`,
  'webhook.disabled': ({ subject }) => `Webhook ${subject} was disabled: nothing arrived for days`,
  'webhook.test': ({ subject }) => `Test of webhook ${subject}`,
};

/** The one line that an event is told in. */
export function titleOf(kind: WebhookEventKind, parts: TitleParts): string {
  return TITLES[kind](parts).slice(0, 300);
}
