import { WEBHOOKS, WebhookStory } from '../../../test/notifications/webhook-story.js';
import type { RolloutStory } from '../../../test/rollouts/rollout-story.js';
import type { CreatedWebhook } from '@sluice/protocol';

describe('webhooks', () => {
  let webhooks: WebhookStory;
  let story: RolloutStory;

  beforeAll(async () => {
    webhooks = await WebhookStory.begin();
    ({ story } = webhooks);
  });
  afterEach(() => webhooks.tidy());
  afterAll(() => story.end());

  it('never show a URL or a secret again, nor write them down readably', async () => {
    const to = await webhooks.receiver();
    const { id, secret, urlHint } = await webhooks.webhook(to, { name: 'secretive' });
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

  it('sign with both secrets after a rotation, until the overlap is over', async () => {
    const to = await webhooks.receiver();
    const { id, secret } = await webhooks.webhook(to);
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

  it('are edited with the version that was read, and disabled ones are sent nothing', async () => {
    const to = await webhooks.receiver();
    const { id, version } = await webhooks.webhook(to);
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
    expect(await webhooks.deliveries(id)).toEqual([]);
  });

  it('are shown to viewers, whose deliveries only those may see who see all environments', async () => {
    const to = await webhooks.receiver();
    const { id } = await webhooks.webhook(to);
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
