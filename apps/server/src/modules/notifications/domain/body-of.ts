import { linkOf } from './link-of.js';
import { slackMessage } from './slack-message.js';
import type { WebhookEvent } from './webhook-event.js';

/** What is sent, and how it is to look. */
export interface Sent {
  readonly event: WebhookEvent;
  readonly sequence: number;
  readonly format: 'sluice' | 'slack';
  readonly publicUrl: string | null;
}

/** The body of the request: the same bytes in every attempt, as long as format and public URL stay. */
export function bodyOf({ event, sequence, format, publicUrl }: Sent): string {
  const link = linkOf(event, publicUrl);
  if (format === 'slack') return JSON.stringify(slackMessage(event, link));
  const { id, type, timestamp, title, reason, project, environment } = event;
  const { actor, requestId, data } = event;
  const what = { id, type, timestamp, sequence, title, reason, project, environment };
  return JSON.stringify({ ...what, actor, requestId, link, data });
}
