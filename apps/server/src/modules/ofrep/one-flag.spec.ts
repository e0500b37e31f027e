import { FLAGS, OfrepShop, PRODUCTION, type BulkBody } from '../../../test/ofrep/ofrep-shop.js';

describe('one flag of OFREP', () => {
  let shop: OfrepShop;

  beforeAll(async () => {
    shop = await OfrepShop.open();
  });

  afterAll(() => shop.close());

  it('answers value, variant, reason and the metadata of the flag', async () => {
    const { status, body } = await shop.one('on', { targetingKey: 'u1' });
    expect([status, body]).toEqual([
      200,
      { key: 'on', value: true, variant: 'on', reason: 'STATIC', metadata: { team: 'web' } },
    ]);
  });

  it('says which rule and which bucket decided', async () => {
    const { body } = await shop.one('copy', { targetingKey: 'u1', beta: true });
    expect(body).toEqual({
      key: 'copy',
      value: 'B',
      variant: 'b',
      reason: 'TARGETING_MATCH',
      metadata: { ruleId: 'beta', ruleIndex: 1 },
    });
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        shop.one('copy', { targetingKey: `u${i}`, plan: 'pro' }),
      ),
    );
    const split = answers
      .map((answer) => answer.body as { reason: string; metadata: { bucket: number } })
      .filter(({ reason }) => reason === 'SPLIT');
    expect(split.length).toBeGreaterThan(5);
    expect(split.every(({ metadata }) => metadata.bucket < 50_000)).toBe(true);
  });

  it('gives an object with its members in the order in which they were written', async () => {
    const value = { showImages: true, title: 'Pics', perPage: 100, nested: { b: 1, a: 2 } };
    await shop.createFlag(
      { key: 'page', type: 'json', variants: { z: value, a: {} } },
      { fallthrough: { variant: 'z' } },
    );
    const { body } = await shop.one('page');
    expect(JSON.stringify((body as { value: unknown }).value)).toBe(JSON.stringify(value));
  });

  it('has metadata in every answer, for providers that read it unasked', async () => {
    const paths = ['/off', '/no-such', '/split', '/%E0%A4%A'];
    for (const path of paths) expect((await shop.ask(path, {})).body).toHaveProperty('metadata');
    expect((await shop.ask('/off', '{')).body).toHaveProperty('metadata');
    expect((await shop.ask('/off', {}, { token: null })).body).toHaveProperty('metadata');
    const { flags } = (await shop.bulk()).body as BulkBody;
    for (const flag of flags) expect(flag).toHaveProperty('metadata');
  });

  it('writes whole values of a flag with fractions as fractions, alone and in bulk', async () => {
    await shop.createFlag(
      { key: 'factor', type: 'number', variants: { half: 0.5, one: 1 } },
      { fallthrough: { variant: 'one' } },
    );
    for (const path of ['', '/factor']) {
      const answer = await fetch(`${shop.server.origin}${FLAGS}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${shop.serverKey.secret}` },
        body: '{"context":{}}',
      });
      expect(await answer.text()).toMatch(/"key":"factor"[^{}]*"metadata":\{\},"value":1\.0\}/);
    }
  });

  it('leaves the value out where the flag serves none', async () => {
    expect((await shop.one('copy')).body).toEqual({ key: 'copy', reason: 'DEFAULT', metadata: {} });
  });

  it('says of a disabled flag, and of one whose parent is, that it is disabled', async () => {
    const disabled = { value: false, variant: 'off', reason: 'DISABLED' };
    expect((await shop.one('off')).body).toEqual({ key: 'off', ...disabled, metadata: {} });
    expect((await shop.one('child')).body).toEqual({
      key: 'child',
      ...disabled,
      metadata: { prerequisite: 'off', sluiceReason: 'PREREQUISITE_FAILED' },
    });
  });

  it('answers 400 TARGETING_KEY_MISSING where a split needs one, and takes id in its place', async () => {
    const { status, body } = await shop.one('split');
    expect([status, body]).toMatchObject([
      400,
      { key: 'split', errorCode: 'TARGETING_KEY_MISSING' },
    ]);
    const named = await shop.one('split', { targetingKey: 'u7' });
    expect(await shop.one('split', { id: 'u7' })).toMatchObject({ status: 200, body: named.body });
    const both = { id: 'u7', targetingKey: 'u8' };
    expect(await shop.one('split', both)).toMatchObject({ body: named.body });
    expect(await shop.one('split', { id: null, targetingKey: 'u7' })).toMatchObject({
      body: named.body,
    });
  });

  it.each<[string, unknown]>([
    ['no context', {}],
    ['null', { context: null }],
    ['an empty one', { context: {} }],
    ['an unknown field beside it', { context: {}, more: 1 }],
  ])('takes %s for an empty context', async (_what, body) => {
    expect(await shop.ask('/on', body)).toMatchObject({ status: 200 });
  });

  it('passes over a byte order mark before the body', async () => {
    const body = `\ufeff${JSON.stringify({ context: { targetingKey: 'u1' } })}`;
    expect(await shop.ask('/on', body)).toMatchObject({ status: 200, body: { value: true } });
  });

  it('answers 404 with the key for a flag that does not exist', async () => {
    const { status, body } = await shop.one('no%2Fflag');
    expect([status, body]).toMatchObject([404, { key: 'no/flag', errorCode: 'FLAG_NOT_FOUND' }]);
  });

  it('reads nothing inherited from what a context calls __proto__', async () => {
    const raw = '{"context":{"targetingKey":"u1","__proto__":{"beta":true}}}';
    expect((await shop.ask('/copy', raw)).body).toEqual({
      key: 'copy',
      reason: 'DEFAULT',
      metadata: {},
    });
  });

  it('counts what it is asked one by one as evaluations', async () => {
    const path = `${PRODUCTION}/flags/off/usage`;
    const text = async (): Promise<string> =>
      JSON.stringify((await shop.server.call('GET', path)).body);
    await shop.one('off');
    let usage = await text();
    while (!usage.includes('DISABLED')) usage = await text();
    expect(usage).toContain('"off"');
  }, 15_000);
});
