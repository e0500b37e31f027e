import type { WebhookEventKind } from '@sluice/protocol';

/** Audited actions of which webhooks may be told, and as what. Flags, segments and imports have rules of their own. */
const PLAIN: Readonly<Record<string, WebhookEventKind>> = {
  'shutdown.engage': 'shutdown.engaged',
  'shutdown.release': 'shutdown.released',
  'key.create': 'key.created',
  'key.rotate': 'key.rotated',
  'key.revoke': 'key.revoked',
  'environment.create': 'environment.created',
  'environment.update': 'environment.changed',
  'environment.archive': 'environment.archived',
  'environment.restore': 'environment.restored',
  'project.archive': 'project.archived',
  'project.restore': 'project.restored',
  'rollout.started': 'rollout.started',
  'rollout.stepped': 'rollout.step',
  'rollout.stepped-back': 'rollout.step_back',
  'rollout.paused': 'rollout.paused',
  'rollout.resumed': 'rollout.resumed',
  'rollout.rolled-back': 'rollout.rolled_back',
  'rollout.rolled-back-to': 'rollout.rolled_back',
  'rollout.completed': 'rollout.completed',
  'rollout.aborted': 'rollout.aborted',
  'webhook.disable': 'webhook.disabled',
};

const FLAG: Readonly<Record<string, WebhookEventKind>> = {
  'flag.enable': 'flag.enabled',
  'flag.disable': 'flag.disabled',
  'flag.archive': 'flag.archived',
  'flag.restore': 'flag.restored',
  'flag.delete': 'flag.deleted',
};

/** An audit entry as far as it decides what is told. */
export interface ToldEntry {
  readonly action: string;
  readonly resource: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** True for the parts of an import: all together they are one event. */
export function isImported({ action }: ToldEntry): boolean {
  return /^(flag|segment|environment)\.import/.test(action);
}

/** What an audit entry is told as; null for what nobody is told. Whether it is risky enough is for `eventsOf`. */
export function toldOf(entry: ToldEntry): WebhookEventKind | null {
  const { action, resource } = entry;
  if (isImported(entry)) return 'project.imported';
  if (resource.startsWith('segment:')) return 'segment.changed';
  if (!resource.startsWith('flag:')) return PLAIN[action] ?? null;
  // A rollout's own writes are told as what the rollout did.
  if (action === 'flag.create' || action.startsWith('rollout.')) return null;
  return FLAG[action] ?? switched(entry) ?? 'flag.changed';
}

/** An edit or a revert can be a switch as well. */
function switched({ before, after }: ToldEntry): WebhookEventKind | null {
  const [was, is] = [enabledIn(before), enabledIn(after)];
  if (was === is || is === undefined) return null;
  return is ? 'flag.enabled' : 'flag.disabled';
}

function enabledIn(state: unknown): boolean | undefined {
  if (typeof state !== 'object' || state === null || !('enabled' in state)) return undefined;
  return typeof state.enabled === 'boolean' ? state.enabled : undefined;
}
