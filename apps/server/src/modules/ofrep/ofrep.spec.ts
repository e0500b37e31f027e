import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { SnapshotStore } from '../delivery/index.js';
import {
  startTestApp,
  type Answer,
  type CallOptions,
  type TestApp,
} from '../../../test/test-app.js';

const FLAGS = '/ofrep/v1/evaluate/flags';
const PROJECT = '/api/v1/projects/shop';
const PRODUCTION = `${PROJECT}/environments/production`;

interface BulkBody {
  readonly flags: { readonly key: string; readonly value?: unknown }[];
  readonly eventStreams: { readonly endpoint: { readonly requestUri: string } }[];
}

describe('OFREP', () => {
  let server: TestApp;
  let serverKey: { id: string; secret: string };
  let clientKey: { id: string; secret: string };

  const createKey = async (kind: 'server' | 'client'): Promise<{ id: string; secret: string }> =>
    (await server.call('POST', `${PRODUCTION}/keys`, { body: { kind, name: kind } })).body;
  /** Settles once this replica serves the revision: a write may be answered before it is read back. */
  const served = async (revision: number): Promise<void> => {
    const store = server.app.get(SnapshotStore);
    const newest = () => Math.max(0, ...[...store.all()].map(({ state }) => state.revision));
    while (newest() < revision) await new Promise((resolve) => setImmediate(resolve));
  };
  const createFlag = async (flag: object, config: object | null): Promise<void> => {
    const created = await server.call('POST', `${PROJECT}/flags`, { body: flag });
    expect(created.status).toBe(201);
    if (config === null) return;
    const { key } = flag as { key: string };
    const configured = await server.call('PATCH', `${PRODUCTION}/flags/${key}`, {
      body: { enabled: true, ...config },
      headers: { 'if-match': '"1"' },
    });
    expect([configured.status, configured.body]).toEqual([200, expect.anything()]);
    await served(Number(configured.headers.get('sluice-revision')));
  };
  const ask = (path: string, body: unknown, options: CallOptions = {}): Promise<Answer> =>
    server.call('POST', `${FLAGS}${path}`, { token: serverKey.secret, body, ...options });
  const one = (key: string, context: object = {}): Promise<Answer> => ask(`/${key}`, { context });
  const bulk = (options: CallOptions = {}): Promise<Answer> =>
    ask('', { context: { targetingKey: 'u1' } }, options);

  beforeAll(async () => {
    server = await startTestApp({ SLUICE_ANONYMOUS_RATE_LIMIT: '6000' });
    await server.call('POST', '/api/v1/projects', { body: { key: 'shop' } });
    await server.call('POST', `${PROJECT}/environments`, { body: { key: 'production' } });
    await createFlag({ key: 'off', type: 'boolean' }, null);
    await createFlag(
      { key: 'on', type: 'boolean', clientVisible: true, metadata: { team: 'web' } },
      { fallthrough: { variant: 'on' } },
    );
    await createFlag(
      { key: 'child', type: 'boolean', prerequisites: [{ flag: 'off' }] },
      { fallthrough: { variant: 'on' } },
    );
    await createFlag(
      { key: 'copy', type: 'string', variants: { a: 'A', b: 'B' } },
      {
        offVariant: null,
        rules: [
          {
            id: 'half',
            conditions: [{ attribute: 'plan', operator: 'in', values: ['pro'] }],
            rollout: { percentage: 50 },
            serve: { variant: 'b' },
          },
          {
            id: 'beta',
            conditions: [{ attribute: 'beta', operator: 'exists' }],
            serve: { variant: 'b' },
          },
        ],
        fallthrough: { variant: null },
      },
    );
    await createFlag(
      { key: 'split', type: 'string', variants: { a: 'A', b: 'B' } },
      {
        offVariant: 'a',
        fallthrough: {
          split: [
            { variant: 'a', weight: 1 },
            { variant: 'b', weight: 1 },
          ],
        },
      },
    );
    serverKey = await createKey('server');
    clientKey = await createKey('client');
  });

  afterAll(() => server.close());

  describe('one flag', () => {
    it('answers value, variant, reason and the metadata of the flag', async () => {
      const { status, body } = await one('on', { targetingKey: 'u1' });
      expect([status, body]).toEqual([
        200,
        { key: 'on', value: true, variant: 'on', reason: 'STATIC', metadata: { team: 'web' } },
      ]);
    });

    it('says which rule and which bucket decided', async () => {
      const { body } = await one('copy', { targetingKey: 'u1', beta: true });
      expect(body).toEqual({
        key: 'copy',
        value: 'B',
        variant: 'b',
        reason: 'TARGETING_MATCH',
        metadata: { ruleId: 'beta', ruleIndex: 1 },
      });
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, i) => one('copy', { targetingKey: `u${i}`, plan: 'pro' })),
      );
      const split = answers
        .map((answer) => answer.body as { reason: string; metadata: { bucket: number } })
        .filter(({ reason }) => reason === 'SPLIT');
      expect(split.length).toBeGreaterThan(5);
      expect(split.every(({ metadata }) => metadata.bucket < 50_000)).toBe(true);
    });

    it('gives an object with its members in the order in which they were written', async () => {
      const value = { showImages: true, title: 'Pics', perPage: 100, nested: { b: 1, a: 2 } };
      await createFlag(
        { key: 'page', type: 'json', variants: { z: value, a: {} } },
        { fallthrough: { variant: 'z' } },
      );
      const { body } = await one('page');
      expect(JSON.stringify((body as { value: unknown }).value)).toBe(JSON.stringify(value));
    });

    it('has metadata in every answer, for providers that read it unasked', async () => {
      const paths = ['/off', '/no-such', '/split', '/%E0%A4%A'];
      for (const path of paths) expect((await ask(path, {})).body).toHaveProperty('metadata');
      expect((await ask('/off', '{')).body).toHaveProperty('metadata');
      expect((await ask('/off', {}, { token: null })).body).toHaveProperty('metadata');
      const { flags } = (await bulk()).body as BulkBody;
      for (const flag of flags) expect(flag).toHaveProperty('metadata');
    });

    it('writes whole values of a flag with fractions as fractions, alone and in bulk', async () => {
      await createFlag(
        { key: 'factor', type: 'number', variants: { half: 0.5, one: 1 } },
        { fallthrough: { variant: 'one' } },
      );
      for (const path of ['', '/factor']) {
        const answer = await fetch(`${server.origin}${FLAGS}${path}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${serverKey.secret}` },
          body: '{"context":{}}',
        });
        expect(await answer.text()).toMatch(/"key":"factor"[^{}]*"metadata":\{\},"value":1\.0\}/);
      }
    });

    it('leaves the value out where the flag serves none', async () => {
      expect((await one('copy')).body).toEqual({ key: 'copy', reason: 'DEFAULT', metadata: {} });
    });

    it('says of a disabled flag, and of one whose parent is, that it is disabled', async () => {
      const disabled = { value: false, variant: 'off', reason: 'DISABLED' };
      expect((await one('off')).body).toEqual({ key: 'off', ...disabled, metadata: {} });
      expect((await one('child')).body).toEqual({
        key: 'child',
        ...disabled,
        metadata: { prerequisite: 'off', sluiceReason: 'PREREQUISITE_FAILED' },
      });
    });

    it('answers 400 TARGETING_KEY_MISSING where a split needs one, and takes id in its place', async () => {
      const { status, body } = await one('split');
      expect([status, body]).toMatchObject([
        400,
        { key: 'split', errorCode: 'TARGETING_KEY_MISSING' },
      ]);
      const named = await one('split', { targetingKey: 'u7' });
      expect(await one('split', { id: 'u7' })).toMatchObject({ status: 200, body: named.body });
      const both = { id: 'u7', targetingKey: 'u8' };
      expect(await one('split', both)).toMatchObject({ body: named.body });
      expect(await one('split', { id: null, targetingKey: 'u7' })).toMatchObject({
        body: named.body,
      });
    });

    it.each<[string, unknown]>([
      ['no context', {}],
      ['null', { context: null }],
      ['an empty one', { context: {} }],
      ['an unknown field beside it', { context: {}, more: 1 }],
    ])('takes %s for an empty context', async (_what, body) => {
      expect(await ask('/on', body)).toMatchObject({ status: 200 });
    });

    it('answers 404 with the key for a flag that does not exist', async () => {
      const { status, body } = await one('no%2Fflag');
      expect([status, body]).toMatchObject([404, { key: 'no/flag', errorCode: 'FLAG_NOT_FOUND' }]);
    });

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
      expect(await ask(path, body)).toMatchObject({ status: 400, body: { ...key, errorCode } });
    });

    it('refuses bytes that are no UTF-8 rather than ask about another text', async () => {
      const answer = await fetch(`${server.origin}${FLAGS}/on`, {
        method: 'POST',
        headers: { authorization: `Bearer ${serverKey.secret}` },
        body: Buffer.from('{"context":{"targetingKey":"Zo\xeb"}}', 'latin1'),
      });
      expect([answer.status, await answer.json()]).toMatchObject([
        400,
        { key: 'on', errorCode: 'PARSE_ERROR', errorDetails: 'The body is not valid UTF-8.' },
      ]);
    });

    it('refuses a compressed body, and says so', async () => {
      expect(await ask('/on', '{}', { headers: { 'content-encoding': 'gzip' } })).toMatchObject({
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
      expect(await one('on', context)).toMatchObject({
        status: 413,
        body: { errorCode: 'INVALID_CONTEXT', code: 'BODY_TOO_LARGE' },
      });
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const sent = httpRequest(`${server.origin}${FLAGS}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${serverKey.secret}` },
        });
        sent.on('response', (response) => resolve(response.resume().statusCode));
        sent.on('error', reject);
        sent.write(JSON.stringify({ context }));
      });
      expect(status).toBe(413);
    });

    it('reads nothing inherited from what a context calls __proto__', async () => {
      const raw = '{"context":{"targetingKey":"u1","__proto__":{"beta":true}}}';
      expect((await ask('/copy', raw)).body).toEqual({
        key: 'copy',
        reason: 'DEFAULT',
        metadata: {},
      });
    });
  });

  describe('credentials', () => {
    it('takes the key from X-API-Key as well', async () => {
      const headers = { 'x-api-key': serverKey.secret };
      expect(await ask('/on', {}, { token: null, headers })).toMatchObject({ status: 200 });
      expect(await ask('/on', {}, { token: null, headers })).toMatchObject({ status: 200 });
      const bare = { authorization: serverKey.secret };
      expect(await ask('/on', {}, { token: null, headers: bare })).toMatchObject({ status: 401 });
    });

    it.each<[number, string, CallOptions]>([
      [401, 'no credential', { token: null }],
      [401, 'an unknown one', { token: 'no-such-key' }],
      [403, 'a token', { token: 'slu_pat_x' }],
    ])('answers %i to %s', async (status, _what, options) => {
      expect(await ask('/on', {}, options)).toMatchObject({ status });
      const refused = await ask('', {}, options);
      expect([refused.status, refused.body]).toMatchObject([status, { errorCode: 'GENERAL' }]);
    });

    it('shows a client key only what is client-visible, alone and in bulk', async () => {
      const options = { token: clientKey.secret };
      expect(await ask('/on', {}, options)).toMatchObject({ status: 200 });
      expect(await ask('/copy', {}, options)).toMatchObject({ status: 404 });
      const { body } = await bulk(options);
      expect((body as BulkBody).flags.map(({ key }) => key)).toEqual(['on']);
    });

    it('answers 405 with what the path takes to another method', async () => {
      const { status, headers } = await server.call('GET', `${FLAGS}/on`);
      expect([status, headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
      expect(await server.call('DELETE', '/ofrep/v1/events')).toMatchObject({ status: 405 });
      expect(await server.call('POST', '/ofrep/v1/evaluate')).toMatchObject({ status: 404 });
    });

    it.each(['/ofrep/v1/events/', '/ofrep/v1/%65vents', '/ofrep/v1/evaluate/%66lags'])(
      'answers 404 to %s, which only the router takes for one of its paths',
      async (path) => {
        const method = path.includes('vents') ? 'GET' : 'POST';
        expect(await server.call(method, path)).toMatchObject({ status: 404 });
      },
    );

    it('answers a request that never had a socket', async () => {
      const answer = await server.app.inject({
        method: 'POST',
        url: `${FLAGS}/on`,
        headers: { authorization: `Bearer ${serverKey.secret}` },
        payload: { context: {} },
      });
      expect([answer.statusCode, answer.json()]).toMatchObject([200, { value: true }]);
    });
  });

  it('counts what it is asked one by one as evaluations', async () => {
    const path = `${PRODUCTION}/flags/off/usage`;
    const text = async (): Promise<string> => JSON.stringify((await server.call('GET', path)).body);
    await one('off');
    let usage = await text();
    while (!usage.includes('DISABLED')) usage = await text();
    expect(usage).toContain('"off"');
  }, 15_000);

  describe('bulk', () => {
    it('answers every flag in order of its key, failures in their place', async () => {
      const { body } = await ask('', {});
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
      const first = await bulk();
      const etag = first.headers.get('etag') ?? '';
      const again = () => bulk({ headers: { 'if-none-match': `"x", W/${etag}` } });
      expect(await again()).toMatchObject({ status: 304, body: '' });
      await server.call('POST', `${PROJECT}/environments/production/segments`, {
        body: { key: `s${Date.now()}` },
      });
      expect(await again()).toMatchObject({ status: 304 });
      const other = await ask(
        '',
        { context: { targetingKey: 'u1', beta: 1 } },
        { headers: { 'if-none-match': etag } },
      );
      expect(other.status).toBe(200);
      expect(other.headers.get('etag')).not.toBe(etag);
    });

    it('lets pages of any origin ask, send If-None-Match and read the entity tag', async () => {
      const preflight = await server.call('OPTIONS', FLAGS, { token: null });
      expect(preflight.status).toBe(204);
      const allowed = preflight.headers.get('access-control-allow-headers')?.split(', ');
      expect(allowed).toEqual(expect.arrayContaining(['Authorization', 'If-None-Match', '*']));
      const { headers } = await bulk({ headers: { origin: 'https://shop.example' } });
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-expose-headers')).toContain('ETag');
    });
  });

  describe('events', () => {
    // Not fetch: once aborted it keeps a silent connection, which the server waits for when it closes.
    const listen = async (key: { secret: string }, lastEventId?: string) => {
      const { body } = await bulk({ token: key.secret });
      const uri = (body as BulkBody).eventStreams[0]?.endpoint.requestUri ?? '';
      const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
      const sent = httpRequest(`${server.origin}${uri}`, { agent: false, headers }).end();
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
      const stream = await listen(clientKey);
      expect(stream.response.headers['content-type']).toContain('text/event-stream');
      await stream.until(() => stream.events().length === 1);
      await server.call('POST', `${PRODUCTION}/flags/off/enable`);
      await server.call('POST', `${PRODUCTION}/flags/on/disable`);
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
      await createFlag(
        { key: 'ramp', type: 'boolean' },
        {
          rules: [{ rollout: { schedule }, serve: { variant: 'on' } }],
          fallthrough: { variant: 'off' },
        },
      );
      const stream = await listen(serverKey);
      await stream.until(() => stream.events().length === 1);
      expect((await one('ramp', { targetingKey: 'u1' })).body).toMatchObject({ value: false });
      const seen = stream.events().length;
      await stream.until(() => stream.events().length > seen);
      expect((await one('ramp', { targetingKey: 'u1' })).body).toMatchObject({ value: true });
      stream.stop();
    });

    it('tells a listener at once of a step that a schedule took while it did not listen', async () => {
      const at = new Date(Date.now() + 1_500).toISOString();
      const schedule = { curve: 'step', steps: [{ at, percentage: 100 }] };
      await createFlag(
        { key: 'missed', type: 'boolean' },
        {
          rules: [{ rollout: { schedule }, serve: { variant: 'on' } }],
          fallthrough: { variant: 'off' },
        },
      );
      const before = await listen(serverKey);
      await before.until(() => before.events().length === 1);
      const [, id] = /^id: (.*)$/m.exec(before.text()) ?? [];
      before.stop();
      const opened = async () => (await one('missed')).body as { readonly value: boolean };
      while (!(await opened()).value) await new Promise((resolve) => setImmediate(resolve));
      const after = await listen(serverKey, id);
      await after.until(() => after.text().includes('\n\n'));
      expect(after.events()).toHaveLength(1);
      after.stop();
    });

    it('says nothing at once to a listener that knows the present state', async () => {
      const first = await listen(serverKey);
      await first.until(() => first.events().length === 1);
      const [, id] = /^id: (.*)$/m.exec(first.text()) ?? [];
      const second = await listen(serverKey, id);
      await second.until(() => second.text().includes(':\n\n'));
      expect(second.events()).toEqual([]);
      first.stop();
      second.stop();
    });

    it('refuses a stream without a ticket, or with that of another key', async () => {
      const { body } = await bulk();
      const uri = (body as BulkBody).eventStreams[0]?.endpoint.requestUri ?? '';
      const foreign = uri.replace(serverKey.id, clientKey.id);
      for (const path of ['/ofrep/v1/events', '/ofrep/v1/events?ticket=x', foreign]) {
        expect(await server.call('GET', path, { token: null })).toMatchObject({ status: 401 });
      }
    });

    it('ends the stream of a key that is revoked', async () => {
      const key = await createKey('client');
      const stream = await listen(key);
      const ended = once(stream.response, 'end');
      await server.call('POST', `${PRODUCTION}/keys/${key.id}/revoke`, { body: {} });
      await ended;
      expect(stream.text()).toContain('retry:');
    });
  });
});
