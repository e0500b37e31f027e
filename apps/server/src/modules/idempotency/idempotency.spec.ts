import { startTestApp, type Answer, type TestApp } from '../../../test/test-app.js';

const PROJECTS = '/api/v1/projects';

describe('Idempotency-Key', () => {
  let server: TestApp;

  beforeAll(async () => {
    server = await startTestApp();
  });

  afterAll(() => server.close());

  const create = (key: string, idempotencyKey: string): Promise<Answer> =>
    server.call('POST', PROJECTS, {
      body: { key },
      headers: { 'idempotency-key': idempotencyKey },
    });
  const replayed = ({ headers }: Answer) => headers.get('idempotency-replayed');

  it('answers the same request with what it did the first time', async () => {
    const first = await create('once', 'k-1');
    const second = await create('once', 'k-1');
    expect([first.status, replayed(first)]).toEqual([201, null]);
    expect([second.status, replayed(second)]).toEqual([201, 'true']);
    expect(second.body).toEqual(first.body);
  });

  it('refuses the key for another body', async () => {
    await create('first-body', 'k-2');
    const other = await create('second-body', 'k-2');
    expect([other.status, other.body]).toMatchObject([409, { code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });

  it('lets concurrent duplicates happen once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => create('raced', 'k-3')));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect(answers.filter((answer) => replayed(answer) === null)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => (body as { id: string }).id)).size).toBe(1);
  });

  it('remembers nothing of a request that was refused', async () => {
    expect(await create('Not A Key', 'k-4')).toMatchObject({ status: 422 });
    expect(await create('a-key', 'k-4')).toMatchObject({ status: 201 });
  });
});
