import type { CreatedWebhook, DeliveryPage } from '@sluice/protocol';
import { RolloutStory } from '../rollouts/rollout-story.js';
import { WebhookReceiver } from '../webhook-receiver.js';

type Delivery = DeliveryPage['items'][number];

/** The path of the project's webhooks. */
export const WEBHOOKS = '/api/v1/projects/shop/webhooks';

/** A server that may call this machine, with receivers and webhooks that {@link tidy} takes away. */
export class WebhookStory {
  readonly #receivers: WebhookReceiver[] = [];
  readonly #made: string[] = [];

  private constructor(readonly story: RolloutStory) {}

  static async begin(): Promise<WebhookStory> {
    const story = await RolloutStory.begin({
      SLUICE_EGRESS_ALLOW: '127.0.0.1',
      SLUICE_PUBLIC_URL: 'https://flags.example.com/',
    });
    return new WebhookStory(story);
  }

  /** Deletes the webhooks and closes the receivers. */
  async tidy(): Promise<void> {
    const { server } = this.story;
    for (const id of this.#made.splice(0)) {
      const { headers } = await server.call('GET', `${WEBHOOKS}/${id}`);
      const etag = headers.get('etag') ?? '';
      await server.call('DELETE', `${WEBHOOKS}/${id}`, { headers: { 'if-match': etag || '"1"' } });
    }
    for (const receiver of this.#receivers.splice(0)) receiver.close();
  }

  async receiver(): Promise<WebhookReceiver> {
    const one = await WebhookReceiver.open();
    this.#receivers.push(one);
    return one;
  }

  /** A webhook to a receiver; throws where it is refused. */
  async webhook(to: WebhookReceiver, body: object = {}): Promise<CreatedWebhook> {
    const answer = await this.story.post(WEBHOOKS, { name: 'on call', url: to.url, ...body });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    const created: CreatedWebhook = answer.body;
    this.#made.push(created.id);
    return created;
  }

  async deliveries(id: string): Promise<readonly Delivery[]> {
    const { body } = await this.story.server.call('GET', `${WEBHOOKS}/${id}/deliveries`);
    return (body as DeliveryPage).items;
  }

  /** The latest delivery as soon as it is as wanted; throws after 15 s. */
  async settled(id: string, wanted: (one: Delivery) => boolean): Promise<Delivery> {
    const deadline = Date.now() + 15_000;
    for (;;) {
      const [latest] = await this.deliveries(id);
      if (latest && wanted(latest)) return latest;
      if (Date.now() > deadline) throw new Error(JSON.stringify(latest));
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
