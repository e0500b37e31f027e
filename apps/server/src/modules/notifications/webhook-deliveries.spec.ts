import { WEBHOOKS, WebhookStory } from '../../../test/notifications/webhook-story.js';
import type { RolloutStory } from '../../../test/rollouts/rollout-story.js';
import type { DeliveryDetail } from '@sluice/protocol';
import { Client } from 'pg';

describe('deliveries of webhooks', () => {
  let webhooks: WebhookStory;
  let story: RolloutStory;

  beforeAll(async () => {
    webhooks = await WebhookStory.begin();
    ({ story } = webhooks);
  });
  afterEach(() => webhooks.tidy());
  afterAll(() => story.end());

  it('are tried again when the receiver fails, and the log says why', async () => {
    const to = await webhooks.receiver();
    to.answer = (response) => response.writeHead(to.received.length === 1 ? 503 : 200).end('x');
    const { id } = await webhooks.webhook(to);
    const { status, body } = await story.post(`${WEBHOOKS}/${id}/test`);
    expect([status, body]).toMatchObject([202, { type: 'webhook.test', state: 'pending' }]);
    const failed = await webhooks.settled(id, ({ lastError }) => lastError !== null);
    expect(failed).toMatchObject({
      state: 'pending',
      lastError: 'the receiver answered 503: it failed by itself',
    });
    const path = `${WEBHOOKS}/${id}/deliveries/${failed.id}`;
    expect((await story.post(`${path}/redeliver`)).status).toBe(202);
    await webhooks.settled(id, ({ state }) => state === 'delivered');
    const detail: DeliveryDetail = (await story.server.call('GET', path)).body;
    expect(detail.log).toMatchObject([
      { number: 1, status: 503 },
      { number: 2, status: 200, error: null },
    ]);
    expect(to.received[0]!.text).toBe(to.received[1]!.text);
  });

  it('lose no word to a receiver that answers nothing, while others get theirs', async () => {
    const dead = await webhooks.receiver();
    const well = await webhooks.receiver();
    dead.answer = () => undefined;
    const { id } = await webhooks.webhook(dead, { name: 'a dead one' });
    await webhooks.webhook(well, { name: 'b' });
    for (let count = 0; count < 5; count++) {
      await story.post(`${story.environment}/shutdown/engage`, { reason: `number ${count}` });
      await story.post(`${story.environment}/shutdown/release`, { reason: 'over' });
    }
    await well.until(10);
    expect(well.received.map(({ body }) => Number(body.sequence))).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
    expect(dead.received).toHaveLength(1);
    const [oldest] = (await webhooks.deliveries(id)).slice(-1);
    await webhooks.settled(id, () => dead.received.length > 1);
    const { body } = await story.server.call('GET', `${WEBHOOKS}/${id}/deliveries/${oldest!.id}`);
    expect((body as DeliveryDetail).log[0]).toMatchObject({
      status: null,
      error: `${new URL(dead.url).origin}: no answer in 5000 ms`,
    });
  });

  it('are disabled when nothing has arrived for days, and the others are told', async () => {
    const to = await webhooks.receiver();
    const dead = await webhooks.receiver();
    dead.answer = (response) => response.writeHead(500).end();
    const { id } = await webhooks.webhook(dead, { name: 'forgotten' });
    await webhooks.webhook(to, { events: ['webhook.disabled'] });
    const client = new Client({ connectionString: story.server.database.url });
    await client.connect();
    const long = `UPDATE webhooks SET failing_since = now() - interval '6 days' WHERE id = $1`;
    await client.query(long, [id]);
    await client.end();
    await story.post(`${WEBHOOKS}/${id}/test`);
    await to.until(1);
    expect(to.received[0]!.body).toMatchObject({
      type: 'webhook.disabled',
      title: 'Webhook forgotten was disabled: nothing arrived for days',
    });
    const { body } = await story.server.call('GET', `${WEBHOOKS}/${id}`);
    expect(body).toMatchObject({
      enabled: false,
      disabledReason: expect.stringContaining('Nothing has arrived for 5 days') as string,
    });
  });
});
