import { createHmac } from 'node:crypto';
import { Client } from 'pg';
import type { CreatedWebhook, DeliveryDetail, DeliveryPage } from '@sluice/protocol';
import { RolloutStory } from '../../../test/rollouts/rollout-story.js';
import { WebhookReceiver } from '../../../test/webhook-receiver.js';

const WEBHOOKS = '/api/v1/projects/shop/webhooks';

describe('webhooks', () => {
  let story: RolloutStory;
  const open: WebhookReceiver[] = [];
  const made: string[] = [];

  beforeAll(async () => {
    story = await RolloutStory.begin({
      SLUICE_EGRESS_ALLOW: '127.0.0.1',
      SLUICE_PUBLIC_URL: 'https://flags.example.com/',
    });
  });
  afterEach(async () => {
    for (const id of made.splice(0)) {
      const { headers } = await story.server.call('GET', `${WEBHOOKS}/${id}`);
      const etag = headers.get('etag') ?? '';
      await story.server.call('DELETE', `${WEBHOOKS}/${id}`, {
        headers: { 'if-match': etag || '"1"' },
      });
    }
    for (const receiver of open.splice(0)) receiver.close();
  });
  afterAll(() => story.end());

  async function receiver(): Promise<WebhookReceiver> {
    const one = await WebhookReceiver.open();
    open.push(one);
    return one;
  }

  async function webhook(to: WebhookReceiver, body: object = {}): Promise<CreatedWebhook> {
    const answer = await story.post(WEBHOOKS, { name: 'on call', url: to.url, ...body });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    const created: CreatedWebhook = answer.body;
    made.push(created.id);
    return created;
  }

  async function deliveries(id: string): Promise<DeliveryPage['items']> {
    const { body } = await story.server.call('GET', `${WEBHOOKS}/${id}/deliveries`);
    return (body as DeliveryPage).items;
  }

  async function settled(id: string, wanted: (one: DeliveryPage['items'][number]) => boolean) {
    const deadline = Date.now() + 15_000;
    for (;;) {
      const [latest] = await deliveries(id);
      if (latest && wanted(latest)) return latest;
      if (Date.now() > deadline) throw new Error(JSON.stringify(latest));
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  it('tell a receiver what happened, signed so that it can be verified', async () => {
    const to = await receiver();
    const { secret } = await webhook(to);
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
    const to = await receiver();
    await webhook(to, { events: ['rollout.started', 'rollout.rolled_back'] });
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
    const to = await receiver();
    const { id } = await webhook(to);
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
    expect(await deliveries(id)).toHaveLength(2);
  });

  it('speak to Slack so that an on-call engineer understands it', async () => {
    const to = await receiver();
    await webhook(to, { format: 'slack' });
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

  it('never show a URL or a secret again, nor write them down readably', async () => {
    const to = await receiver();
    const { id, secret, urlHint } = await webhook(to, { name: 'secretive' });
    expect(urlHint).toBe(`${new URL(to.url).origin}/…1234`);
    const read = await story.server.call('GET', `${WEBHOOKS}/${id}`);
    const list = await story.server.call('GET', WEBHOOKS);
    const audit = await story.server.call('GET', `/api/v1/audit?project=shop&action=webhook`);
    for (const { body } of [read, list, audit]) {
      expect(JSON.stringify(body)).toContain('secretive');
      expect(JSON.stringify(body)).not.toContain(secret);
      expect(JSON.stringify(body)).not.toContain('token-1234');
    }
  });

  it('are tried again when the receiver fails, and the log says why', async () => {
    const to = await receiver();
    to.answer = (response) => response.writeHead(to.received.length === 1 ? 503 : 200).end('x');
    const { id } = await webhook(to);
    const { status, body } = await story.post(`${WEBHOOKS}/${id}/test`);
    expect([status, body]).toMatchObject([202, { type: 'webhook.test', state: 'pending' }]);
    const failed = await settled(id, ({ lastError }) => lastError !== null);
    expect(failed).toMatchObject({
      state: 'pending',
      lastError: 'the receiver answered 503: it failed by itself',
    });
    const path = `${WEBHOOKS}/${id}/deliveries/${failed.id}`;
    expect((await story.post(`${path}/redeliver`)).status).toBe(202);
    await settled(id, ({ state }) => state === 'delivered');
    const detail: DeliveryDetail = (await story.server.call('GET', path)).body;
    expect(detail.log).toMatchObject([
      { number: 1, status: 503 },
      { number: 2, status: 200, error: null },
    ]);
    expect(to.received[0]!.text).toBe(to.received[1]!.text);
  });

  it('lose no word to a receiver that answers nothing, while others get theirs', async () => {
    const dead = await receiver();
    const well = await receiver();
    dead.answer = () => undefined;
    const { id } = await webhook(dead, { name: 'a dead one' });
    await webhook(well, { name: 'b' });
    for (let count = 0; count < 5; count++) {
      await story.post(`${story.environment}/shutdown/engage`, { reason: `number ${count}` });
      await story.post(`${story.environment}/shutdown/release`, { reason: 'over' });
    }
    await well.until(10);
    expect(well.received.map(({ body }) => Number(body.sequence))).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
    expect(dead.received).toHaveLength(1);
    const [oldest] = (await deliveries(id)).slice(-1);
    await settled(id, () => dead.received.length > 1);
    const { body } = await story.server.call('GET', `${WEBHOOKS}/${id}/deliveries/${oldest!.id}`);
    expect((body as DeliveryDetail).log[0]).toMatchObject({
      status: null,
      error: `${new URL(dead.url).origin}: no answer in 5000 ms`,
    });
  });

  it('sign with both secrets after a rotation, until the overlap is over', async () => {
    const to = await receiver();
    const { id, secret } = await webhook(to);
    const rotated: CreatedWebhook = (await story.post(`${WEBHOOKS}/${id}/rotate`)).body;
    expect(rotated.secret).not.toBe(secret);
    await story.post(`${WEBHOOKS}/${id}/test`);
    await to.until(1);
    expect(String(to.received[0]!.headers['webhook-signature']).split(' ')).toHaveLength(2);
    await story.post(`${WEBHOOKS}/${id}/rotate`, { overlapHours: 0 });
    await story.post(`${WEBHOOKS}/${id}/test`);
    await to.until(2);
    expect(String(to.received[1]!.headers['webhook-signature']).split(' ')).toHaveLength(1);
  });

  it('hear of the environments that they ask for, and of nothing that was only tried', async () => {
    await story.post('/api/v1/projects/shop/environments', { key: 'staging' });
    const to = await receiver();
    const { id } = await webhook(to, { environments: ['staging'] });
    await story.post(`${story.environment}/shutdown/engage`, { reason: 'elsewhere' });
    await story.post(`${story.environment}/shutdown/release`, { reason: 'elsewhere' });
    const staging = '/api/v1/projects/shop/environments/staging';
    await story.post(`${staging}/shutdown/engage?dryRun=true`, { reason: 'tried' });
    await story.post(`${staging}/shutdown/engage`, { reason: 'here' });
    await story.post(`${staging}/shutdown/release`, { reason: 'here' });
    await to.until(2);
    expect(to.received.map(({ body }) => String(body.reason))).toEqual(['here', 'here']);
    expect(await deliveries(id)).toHaveLength(2);
  });

  it('are edited with the version that was read, and disabled ones are sent nothing', async () => {
    const to = await receiver();
    const { id, version } = await webhook(to);
    const edit = (body: object, headers = {}) =>
      story.server.call('PATCH', `${WEBHOOKS}/${id}`, { body, headers });
    expect(await edit({ enabled: false })).toMatchObject({ status: 428 });
    const headers = { 'if-match': `"${version}"` };
    expect(await edit({ enabled: false }, headers)).toMatchObject({ body: { enabled: false } });
    expect(await edit({ name: 'late' }, headers)).toMatchObject({ status: 412 });
    expect(await story.post(`${WEBHOOKS}/${id}/test`)).toMatchObject({
      status: 409,
      body: { code: 'WEBHOOK_DISABLED' },
    });
    await story.post(`${story.environment}/shutdown/engage`, { reason: 'unheard' });
    await story.post(`${story.environment}/shutdown/release`, { reason: 'unheard' });
    expect(await deliveries(id)).toEqual([]);
  });

  it('are disabled when nothing has arrived for days, and the others are told', async () => {
    const to = await receiver();
    const dead = await receiver();
    dead.answer = (response) => response.writeHead(500).end();
    const { id } = await webhook(dead, { name: 'forgotten' });
    await webhook(to, { events: ['webhook.disabled'] });
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

  it('are shown to viewers, whose deliveries only those may see who see all environments', async () => {
    const to = await receiver();
    const { id } = await webhook(to);
    const token = async (grant: object): Promise<string> => {
      const grants = [{ role: 'viewer', project: 'shop', ...grant }];
      const body = { name: 'viewer', kind: 'service', grants };
      return ((await story.post('/api/v1/tokens', body)).body as { secret: string }).secret;
    };
    const one = await token({ environment: 'production' });
    const all = await token({});
    const paths = [WEBHOOKS, `${WEBHOOKS}/${id}/deliveries`];
    const statuses = async (credential: string): Promise<number[]> => {
      const answers = paths.map((path) => story.server.call('GET', path, { token: credential }));
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    expect(await statuses(one)).toEqual([200, 403]);
    expect(await statuses(all)).toEqual([200, 200]);
    const body = { name: 'mine', url: to.url };
    expect(await story.server.call('POST', WEBHOOKS, { token: all, body })).toMatchObject({
      status: 403,
    });
  });

  it.each([
    ['EGRESS_REFUSED', { url: 'http://10.0.0.8/hook' }],
    ['EGRESS_REFUSED', { url: 'http://[::ffff:169.254.169.254]/hook' }],
    ['EGRESS_REFUSED', { url: 'https://user:password@hooks.example.com/' }],
    ['INVALID_REQUEST', { url: 'ftp://hooks.example.com/' }],
    ['INVALID_REQUEST', { url: 'https://hooks.example.com/', events: ['flag.exploded'] }],
    ['INVALID_REQUEST', { url: 'https://hooks.example.com/', events: [] }],
    ['NOT_FOUND', { url: 'https://hooks.example.com/', environments: ['nowhere'] }],
  ])('are refused with %s', async (code, body) => {
    const answer = await story.post(WEBHOOKS, { name: 'bad', ...body });
    expect(answer.body).toMatchObject({ code });
  });
});
