import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { OfrepShop, PRODUCTION, type BulkBody } from '../../../test/ofrep/ofrep-shop.js';

describe('events of OFREP', () => {
  let shop: OfrepShop;

  beforeAll(async () => {
    shop = await OfrepShop.open();
  });

  afterAll(() => shop.close());

  // Not fetch: once aborted it keeps a silent connection, which the server waits for when it closes.
  const listen = async (key: { secret: string }, lastEventId?: string) => {
    const { body } = await shop.bulk({ token: key.secret });
    const uri = (body as BulkBody).eventStreams[0]?.endpoint.requestUri ?? '';
    const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    const sent = httpRequest(`${shop.server.origin}${uri}`, { agent: false, headers }).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    const until = async (test: () => boolean): Promise<void> => {
      while (!test()) await once(response, 'data');
    };
    const events = () => [...text.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => data);
    return { response, events, until, text: () => text, stop: () => sent.destroy() };
  };

  it('tells a listener to refetch, at once and after every change of its view', async () => {
    const stream = await listen(shop.clientKey);
    expect(stream.response.headers['content-type']).toContain('text/event-stream');
    await stream.until(() => stream.events().length === 1);
    await shop.server.call('POST', `${PRODUCTION}/flags/off/enable`);
    await shop.server.call('POST', `${PRODUCTION}/flags/on/disable`);
    await stream.until(() => stream.events().length === 2);
    expect(JSON.parse(stream.events()[1] ?? '')).toEqual({
      type: 'refetchEvaluation',
      etag: expect.stringMatching(/^"[\w.-]+"$/) as string,
      lastModified: expect.any(Number) as number,
    });
    stream.stop();
  });

  it('tells a listener when a schedule reaches a step', async () => {
    const at = new Date(Date.now() + 1_500).toISOString();
    const schedule = { curve: 'step', steps: [{ at, percentage: 100 }] };
    await shop.createFlag(
      { key: 'ramp', type: 'boolean' },
      {
        rules: [{ rollout: { schedule }, serve: { variant: 'on' } }],
        fallthrough: { variant: 'off' },
      },
    );
    const stream = await listen(shop.serverKey);
    await stream.until(() => stream.events().length === 1);
    expect((await shop.one('ramp', { targetingKey: 'u1' })).body).toMatchObject({ value: false });
    const seen = stream.events().length;
    await stream.until(() => stream.events().length > seen);
    expect((await shop.one('ramp', { targetingKey: 'u1' })).body).toMatchObject({ value: true });
    stream.stop();
  });

  it('tells a listener at once of a step that a schedule took while it did not listen', async () => {
    const at = new Date(Date.now() + 1_500).toISOString();
    const schedule = { curve: 'step', steps: [{ at, percentage: 100 }] };
    await shop.createFlag(
      { key: 'missed', type: 'boolean' },
      {
        rules: [{ rollout: { schedule }, serve: { variant: 'on' } }],
        fallthrough: { variant: 'off' },
      },
    );
    const before = await listen(shop.serverKey);
    await before.until(() => before.events().length === 1);
    const [, id] = /^id: (.*)$/m.exec(before.text()) ?? [];
    before.stop();
    const opened = async () => (await shop.one('missed')).body as { readonly value: boolean };
    while (!(await opened()).value) await new Promise((resolve) => setImmediate(resolve));
    const after = await listen(shop.serverKey, id);
    await after.until(() => after.text().includes('\n\n'));
    expect(after.events()).toHaveLength(1);
    after.stop();
  });

  it('says nothing at once to a listener that knows the present state', async () => {
    const first = await listen(shop.serverKey);
    await first.until(() => first.events().length === 1);
    const [, id] = /^id: (.*)$/m.exec(first.text()) ?? [];
    const second = await listen(shop.serverKey, id);
    await second.until(() => second.text().includes(':\n\n'));
    expect(second.events()).toEqual([]);
    first.stop();
    second.stop();
  });

  it('refuses a stream without a ticket, or with that of another key', async () => {
    const { body } = await shop.bulk();
    const uri = (body as BulkBody).eventStreams[0]?.endpoint.requestUri ?? '';
    const foreign = uri.replace(shop.serverKey.id, shop.clientKey.id);
    for (const path of ['/ofrep/v1/events', '/ofrep/v1/events?ticket=x', foreign]) {
      expect(await shop.server.call('GET', path, { token: null })).toMatchObject({ status: 401 });
    }
  });

  it('ends the stream of a key that is revoked', async () => {
    const key = await shop.createKey('client');
    const stream = await listen(key);
    const ended = once(stream.response, 'end');
    await shop.server.call('POST', `${PRODUCTION}/keys/${key.id}/revoke`, { body: {} });
    await ended;
    expect(stream.text()).toContain('retry:');
  });
});
