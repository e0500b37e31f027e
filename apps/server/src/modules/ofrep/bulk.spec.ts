import { FLAGS, OfrepShop, PROJECT, type BulkBody } from '../../../test/ofrep/ofrep-shop.js';

describe('all flags at once by OFREP', () => {
  let shop: OfrepShop;

  beforeAll(async () => {
    shop = await OfrepShop.open();
    await shop.createFlag(
      { key: 'factor', type: 'number', variants: { half: 0.5, one: 1 } },
      { fallthrough: { variant: 'one' } },
    );
    await shop.createFlag(
      { key: 'page', type: 'json', variants: { z: { title: 'Pics' }, a: {} } },
      { fallthrough: { variant: 'z' } },
    );
  });

  afterAll(() => shop.close());

  it('answers every flag in order of its key, failures in their place', async () => {
    const { body } = await shop.ask('', {});
    expect((body as BulkBody).flags).toMatchObject([
      { key: 'child', reason: 'DISABLED' },
      { key: 'copy', reason: 'DEFAULT' },
      { key: 'factor', value: 1 },
      { key: 'off', reason: 'DISABLED' },
      { key: 'on', value: true },
      { key: 'page', reason: 'STATIC' },
      { key: 'split', errorCode: 'TARGETING_KEY_MISSING' },
    ]);
  });

  it('answers 304 without a body as long as the answer is the same, whatever else changes', async () => {
    const first = await shop.bulk();
    const etag = first.headers.get('etag') ?? '';
    const again = () => shop.bulk({ headers: { 'if-none-match': `"x", W/${etag}` } });
    expect(await again()).toMatchObject({ status: 304, body: '' });
    await shop.server.call('POST', `${PROJECT}/environments/production/segments`, {
      body: { key: `s${Date.now()}` },
    });
    expect(await again()).toMatchObject({ status: 304 });
    const other = await shop.ask(
      '',
      { context: { targetingKey: 'u1', beta: 1 } },
      { headers: { 'if-none-match': etag } },
    );
    expect(other.status).toBe(200);
    expect(other.headers.get('etag')).not.toBe(etag);
  });

  it('lets pages of any origin ask, send If-None-Match and read the entity tag', async () => {
    const preflight = await shop.server.call('OPTIONS', FLAGS, { token: null });
    expect(preflight.status).toBe(204);
    const allowed = preflight.headers.get('access-control-allow-headers')?.split(', ');
    expect(allowed).toEqual(expect.arrayContaining(['Authorization', 'If-None-Match', '*']));
    const { headers } = await shop.bulk({ headers: { origin: 'https://shop.example' } });
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-expose-headers')).toContain('ETag');
  });
});
