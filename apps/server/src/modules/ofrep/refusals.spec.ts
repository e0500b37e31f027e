import { request as httpRequest } from 'node:http';
import { FLAGS, OfrepShop } from '../../../test/ofrep/ofrep-shop.js';

describe('what OFREP refuses', () => {
  let shop: OfrepShop;

  beforeAll(async () => {
    shop = await OfrepShop.open();
  });

  afterAll(() => shop.close());

  it.each<[string, string, unknown, string]>([
    ['broken JSON', '/on', '{"context":', 'PARSE_ERROR'],
    ['no body', '/on', '', 'PARSE_ERROR'],
    ['a list', '/on', '[]', 'PARSE_ERROR'],
    ['a text as context', '/on', { context: 'x' }, 'INVALID_CONTEXT'],
    ['a list as context', '/on', { context: [] }, 'INVALID_CONTEXT'],
    ['a number as targetingKey', '/on', { context: { targetingKey: 7 } }, 'INVALID_CONTEXT'],
    ['a broken percent escape', '/%E0%A4%A', {}, 'PARSE_ERROR'],
    ['broken JSON in bulk', '', '{', 'PARSE_ERROR'],
  ])('refuses %s with 400', async (_what, path, body, errorCode) => {
    const key = path === '' ? {} : { key: path.slice(1) };
    expect(await shop.ask(path, body)).toMatchObject({ status: 400, body: { ...key, errorCode } });
  });

  it('refuses bytes that are no UTF-8 rather than ask about another text', async () => {
    const answer = await fetch(`${shop.server.origin}${FLAGS}/on`, {
      method: 'POST',
      headers: { authorization: `Bearer ${shop.serverKey.secret}` },
      body: Buffer.from('{"context":{"targetingKey":"Zo\xeb"}}', 'latin1'),
    });
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { key: 'on', errorCode: 'PARSE_ERROR', errorDetails: 'The body is not valid UTF-8.' },
    ]);
  });

  it('refuses a compressed body, and says so', async () => {
    expect(await shop.ask('/on', '{}', { headers: { 'content-encoding': 'gzip' } })).toMatchObject({
      status: 400,
      body: {
        key: 'on',
        errorCode: 'PARSE_ERROR',
        errorDetails: expect.stringContaining('gzip') as string,
      },
    });
  });

  it('refuses a body above 64 KiB, whether its length is announced or not', async () => {
    const context = { targetingKey: 'x'.repeat(70_000) };
    expect(await shop.one('on', context)).toMatchObject({
      status: 413,
      body: { errorCode: 'INVALID_CONTEXT', code: 'BODY_TOO_LARGE' },
    });
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = httpRequest(`${shop.server.origin}${FLAGS}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${shop.serverKey.secret}` },
      });
      sent.on('response', (response) => resolve(response.resume().statusCode));
      sent.on('error', reject);
      sent.write(JSON.stringify({ context }));
    });
    expect(status).toBe(413);
  });
});
