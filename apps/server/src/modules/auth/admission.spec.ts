import { startTestApp, type Answer, type TestApp } from '../../../test/test-app.js';

const ME = '/api/v1/me';

describe('admission', () => {
  let server: TestApp;

  beforeAll(async () => {
    server = await startTestApp({ SLUICE_RATE_LIMIT: '5', SLUICE_ANONYMOUS_RATE_LIMIT: '3' });
  });

  afterAll(() => server.close());

  const tokenNamed = async (name: string): Promise<string> => {
    const body = { name, grants: [{ role: 'viewer' }] };
    return ((await server.call('POST', '/api/v1/tokens', { body })).body as { secret: string })
      .secret;
  };
  const burst = (count: number, token: string | null): Promise<Answer[]> =>
    Promise.all(Array.from({ length: count }, () => server.call('GET', ME, { token })));

  it('limits each token by itself, and says when to come back', async () => {
    const [greedy, modest] = [await tokenNamed('greedy'), await tokenNamed('modest')];
    const answers = await burst(30, greedy);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(15);
    expect(refused[0]?.body).toMatchObject({ code: 'RATE_LIMITED' });
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(await server.call('GET', ME, { token: modest })).toMatchObject({ status: 200 });
  });

  it('limits attempts without a valid credential by address, whatever they try', async () => {
    const known = await tokenNamed('known');
    await server.call('GET', ME, { token: known });
    const statuses = new Set<number>();
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const { status } = await server.call('GET', ME, { token: `slu_svc_guess-${attempt}` });
      statuses.add(status);
    }
    expect([...statuses].sort()).toEqual([401, 429]);
    expect((await server.call('GET', ME, { token: null })).status).toBe(429);
    expect((await server.call('GET', ME, { token: known })).status).toBe(200);
  });
});
