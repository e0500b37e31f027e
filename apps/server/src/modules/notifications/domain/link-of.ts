import { textOf } from './text-of.js';
import type { WebhookEvent } from './webhook-event.js';

/** Where people look at what an event is about; null without a public URL. */
export function linkOf(
  { project, environment, data }: WebhookEvent,
  publicUrl: string | null,
): string | null {
  if (publicUrl === null) return null;
  const parts = ['projects', project];
  if (environment !== null) parts.push('environments', environment);
  const [rollout, flag] = [textOf(data, 'rollout'), textOf(data, 'flag')];
  if (rollout !== '') parts.push('rollouts', rollout);
  else if (flag !== '') parts.push('flags', flag);
  return `${publicUrl}/${parts.map(encodeURIComponent).join('/')}`;
}
