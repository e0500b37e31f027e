import { EgressError, type EgressClient } from '../../platform/egress/index.js';
import type { AttemptOutcome, ClaimedDelivery } from './delivery-queue.js';
import { bodyOf } from './domain/body-of.js';
import { failureOf } from './domain/failure-of.js';
import type { SecretBox } from './secret-box.js';
import { signWebhook } from './sign-webhook.js';

const UNREADABLE =
  'the URL or the secret cannot be read with this server’s key (SLUICE_AUDIT_KEY has changed): set the URL and rotate the secret';

/** What sending works with. */
export interface SenderParts {
  readonly egress: Pick<EgressClient, 'post'>;
  readonly box: SecretBox;
  readonly publicUrl: string | null;
  /** For the User-Agent. */
  readonly version: string;
}

/** Sends one delivery, once; never throws. */
export class WebhookSender {
  constructor(private readonly parts: SenderParts) {}

  async send(claimed: ClaimedDelivery): Promise<AttemptOutcome> {
    const { webhook } = claimed;
    const startedAt = performance.now();
    const elapsed = (): number => Math.round(performance.now() - startedAt);
    const url = this.parts.box.open(webhook.url, `${webhook.id} url`);
    const secrets = this.#secrets(claimed);
    if (url === null || secrets === null) return { status: null, durationMs: 0, error: UNREADABLE };
    try {
      const { body, headers } = this.#request(claimed, secrets);
      const { status } = await this.parts.egress.post(url, body, headers);
      return { status, durationMs: elapsed(), error: failureOf(status) };
    } catch (error) {
      const why = error instanceof EgressError ? error.message : 'the request could not be made';
      return { status: null, durationMs: elapsed(), error: why.slice(0, 500) };
    }
  }

  #secrets({ webhook }: ClaimedDelivery): string[] | null {
    const { id, secret, old_secret, old_secret_until } = webhook;
    const place = `${id} secret`;
    const current = this.parts.box.open(secret, place);
    if (current === null) return null;
    if (old_secret === null || (old_secret_until?.getTime() ?? 0) <= Date.now()) return [current];
    const old = this.parts.box.open(old_secret, place);
    return old === null ? [current] : [current, old];
  }

  #request(
    { webhook, delivery }: ClaimedDelivery,
    secrets: readonly string[],
  ): { body: string; headers: Record<string, string> } {
    const { publicUrl, version } = this.parts;
    const { event, sequence } = delivery;
    const body = bodyOf({ event, sequence, format: webhook.format, publicUrl });
    const timestamp = Math.floor(Date.now() / 1_000);
    const headers = {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': `Sluice/${version}`,
      'webhook-id': event.id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signWebhook(secrets, { id: event.id, timestamp, body }),
    };
    return { body, headers };
  }
}
