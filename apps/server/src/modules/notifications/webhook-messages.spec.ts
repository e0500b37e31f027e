import { WebhookStory } from '../../../test/notifications/webhook-story.js';
import type { RolloutStory } from '../../../test/rollouts/rollout-story.js';
import { createHmac } from 'node:crypto';

describe('webhooks', () => {
  let webhooks: WebhookStory;
  let story: RolloutStory;

  beforeAll(async () => {
    webhooks = await WebhookStory.begin();
    ({ story } = webhooks);
  });
  afterEach(() => webhooks.tidy());
  afterAll(() => story.end());

  it('tell a receiver what happened, signed so that it can be verified', async () => {
    const to = await webhooks.receiver();
    const { secret } = await webhooks.webhook(to);
    await story.post(`${story.environment}/shutdown/engage`, { reason: 'fire drill' });
    await story.post(`${story.environment}/shutdown/release`, { reason: 'over' });
    await to.until(2);
    const [first, second] = to.received;
    expect(first!.body).toMatchObject({
      type: 'shutdown.engaged',
      sequence: 1,
      project: 'shop',
      environment: 'production',
      reason: 'fire drill',
      title: 'EMERGENCY SHUTDOWN engaged in production',
      link: 'https://flags.example.com/projects/shop/environments/production',
    });
    expect(second!.body).toMatchObject({ type: 'shutdown.released', sequence: 2 });
    const { headers, text } = first!;
    expect(headers['webhook-id']).toBe(first!.body.id);
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${text}`;
    const expected = createHmac('sha256', key).update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${expected}`);
  });

  it('tell of a rollout and of the readings that ended it', async () => {
    const to = await webhooks.receiver();
    await webhooks.webhook(to, { events: ['rollout.started', 'rollout.rolled_back'] });
    await story.flag('payments');
    const guards = [
      { id: 'errors', metric: 'errorRatePercent', source: { kind: 'push' }, threshold: 1 },
    ];
    const settings = { checkEverySeconds: 0.5, waitSeconds: 60, allowNoData: true, guards };
    const { id } = await story.started({ flag: 'payments', ...settings });
    const push = () => story.tell(id, 'health', { error_rate: 4.2, request_count: 1_000 });
    await push();
    await story.until(id, ({ health }) => JSON.stringify(health).includes('suspect'));
    await push();
    await story.until(id, ({ state }) => state === 'rolled_back');
    await to.until(2);
    expect(to.types).toEqual(['rollout.started', 'rollout.rolled_back']);
    expect(to.received[1]!.body).toMatchObject({
      title: 'payments rolled back from 5 % to 0 % in production',
      data: {
        rollout: id,
        flag: 'payments',
        guard: 'errors',
        flagsDisabled: ['payments'],
        readings: [{ guard: 'errors', verdict: 'breach', text: '4.2; limit at most 1 %' }],
      },
    });
  });

  it('tell of risky changes only', async () => {
    const to = await webhooks.receiver();
    const { id } = await webhooks.webhook(to);
    await story.post('/api/v1/projects/shop/flags', { key: 'calm', type: 'boolean' });
    await story.post(`${story.environment}/flags/calm/enable`);
    await story.post(`${story.environment}/flags/calm/disable`);
    await story.post('/api/v1/projects/shop/flags', {
      key: 'grave',
      type: 'boolean',
      risk: 'high',
    });
    await story.post(`${story.environment}/flags/grave/enable`, { comment: 'ticket 12' });
    await to.until(2);
    expect(to.received.map(({ body }) => [body.type, body.title])).toEqual([
      ['flag.disabled', 'calm disabled in production'],
      ['flag.enabled', 'grave enabled in production'],
    ]);
    expect(await webhooks.deliveries(id)).toHaveLength(2);
  });

  it('speak to Slack so that an on-call engineer understands it', async () => {
    const to = await webhooks.receiver();
    await webhooks.webhook(to, { format: 'slack' });
    const reason = 'db <!channel> & on fire';
    await story.post(`${story.environment}/shutdown/engage`, { reason });
    await story.post(`${story.environment}/shutdown/release`, { reason: 'over' });
    await to.until(2);
    const { text, blocks } = to.received[0]!.body as unknown as { text: string; blocks: object[] };
    expect(text).toBe(
      ':rotating_light: EMERGENCY SHUTDOWN engaged in production — db &lt;!channel&gt; &amp; on fire',
    );
    expect(blocks.map((block) => (block as { type: string }).type)).toEqual([
      'header',
      'section',
      'actions',
      'context',
    ]);
    expect(JSON.stringify(blocks)).toContain('*Why*\\ndb &lt;!channel&gt; &amp; on fire');
  });

  it('hear of the environments that they ask for, and of nothing that was only tried', async () => {
    await story.post('/api/v1/projects/shop/environments', { key: 'staging' });
    const to = await webhooks.receiver();
    const { id } = await webhooks.webhook(to, { environments: ['staging'] });
    await story.post(`${story.environment}/shutdown/engage`, { reason: 'elsewhere' });
    await story.post(`${story.environment}/shutdown/release`, { reason: 'elsewhere' });
    const staging = '/api/v1/projects/shop/environments/staging';
    await story.post(`${staging}/shutdown/engage?dryRun=true`, { reason: 'tried' });
    await story.post(`${staging}/shutdown/engage`, { reason: 'here' });
    await story.post(`${staging}/shutdown/release`, { reason: 'here' });
    await to.until(2);
    expect(to.received.map(({ body }) => String(body.reason))).toEqual(['here', 'here']);
    expect(await webhooks.deliveries(id)).toHaveLength(2);
  });
});
