import { FLAGS, OfrepShop, type BulkBody } from '../../../test/ofrep/ofrep-shop.js';
import type { CallOptions } from '../../../test/test-app.js';

describe('who may ask by OFREP, and where', () => {
  let shop: OfrepShop;

  beforeAll(async () => {
    shop = await OfrepShop.open();
  });

  afterAll(() => shop.close());

  it('takes the key from X-API-Key as well', async () => {
    const headers = { 'x-api-key': shop.serverKey.secret };
    expect(await shop.ask('/on', {}, { token: null, headers })).toMatchObject({ status: 200 });
    expect(await shop.ask('/on', {}, { token: null, headers })).toMatchObject({ status: 200 });
    const bare = { authorization: shop.serverKey.secret };
    expect(await shop.ask('/on', {}, { token: null, headers: bare })).toMatchObject({
      status: 401,
    });
  });

  it.each<[number, string, CallOptions]>([
    [401, 'no credential', { token: null }],
    [401, 'an unknown one', { token: 'no-such-key' }],
    [403, 'a token', { token: 'slu_pat_x' }],
  ])('answers %i to %s', async (status, _what, options) => {
    expect(await shop.ask('/on', {}, options)).toMatchObject({ status });
    const refused = await shop.ask('', {}, options);
    expect([refused.status, refused.body]).toMatchObject([status, { errorCode: 'GENERAL' }]);
  });

  it('shows a client key only what is client-visible, alone and in bulk', async () => {
    const options = { token: shop.clientKey.secret };
    expect(await shop.ask('/on', {}, options)).toMatchObject({ status: 200 });
    expect(await shop.ask('/copy', {}, options)).toMatchObject({ status: 404 });
    const { body } = await shop.bulk(options);
    expect((body as BulkBody).flags.map(({ key }) => key)).toEqual(['on']);
  });

  it('answers 405 with what the path takes to another method', async () => {
    const { status, headers } = await shop.server.call('GET', `${FLAGS}/on`);
    expect([status, headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
    expect(await shop.server.call('DELETE', '/ofrep/v1/events')).toMatchObject({ status: 405 });
    expect(await shop.server.call('POST', '/ofrep/v1/evaluate')).toMatchObject({ status: 404 });
  });

  it.each(['/ofrep/v1/events/', '/ofrep/v1/%65vents', '/ofrep/v1/evaluate/%66lags'])(
    'answers 404 to %s, which only the router takes for one of its paths',
    async (path) => {
      const method = path.includes('vents') ? 'GET' : 'POST';
      expect(await shop.server.call(method, path)).toMatchObject({ status: 404 });
    },
  );

  it('answers a request that never had a socket', async () => {
    const answer = await shop.server.app.inject({
      method: 'POST',
      url: `${FLAGS}/on`,
      headers: { authorization: `Bearer ${shop.serverKey.secret}` },
      payload: { context: {} },
    });
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { value: true }]);
  });
});
