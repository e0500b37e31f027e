import { startTestApp, type Answer, type TestApp } from '../test-app.js';

const PROJECT = '/api/v1/projects/shop';
const HERE = `${PROJECT}/environments/production`;

describe('explaining an evaluation', () => {
  let server: TestApp;

  beforeAll(async () => {
    server = await startTestApp({ SLUICE_FLAG_FORCED: 'off' });
    await post('/api/v1/projects', { key: 'shop' });
    await post(`${PROJECT}/environments`, { key: 'production' });
    await post(`${PROJECT}/flags`, { key: 'parent', type: 'boolean' });
    await post(`${PROJECT}/flags`, { key: 'forced', type: 'boolean' });
    const prerequisites = [{ flag: 'parent' }];
    await post(`${PROJECT}/flags`, { key: 'ramped', type: 'boolean', prerequisites });
    const schedule = {
      curve: 'step',
      steps: [{ at: '2040-01-01T00:00:00Z', percentage: 100 }],
    };
    const rules = [{ id: 'ramp', rollout: { schedule }, serve: { variant: 'on' } }];
    const body = { enabled: true, rules, fallthrough: { variant: 'off' } };
    await server.call('PATCH', `${HERE}/flags/ramped`, { body, headers: { 'if-match': '"1"' } });
    await post(`${HERE}/flags/parent/enable`);
    await caughtUp();
  });
  afterAll(() => server.close());

  const post = (path: string, body?: unknown): Promise<Answer> =>
    server.call('POST', path, { body });
  const explain = (body: object): Promise<Answer> => post(`${HERE}/evaluate`, body);

  /** Waits until this replica serves what was written last. */
  async function caughtUp(): Promise<void> {
    const deadline = Date.now() + 10_000;
    for (;;) {
      const { body } = await explain({ context: {}, flag: 'parent' });
      const { details } = body as { details?: { enabled: boolean }[] };
      if (details?.[0]?.enabled === true) return;
      if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(body)}`);
    }
  }

  it('says what is decided at any instant, and why', async () => {
    const before = await explain({
      context: { id: 'u' },
      flag: 'ramped',
      at: '2039-12-31T23:59:59Z',
    });
    expect(before.body).toMatchObject({
      environment: 'production',
      details: [{ flag: 'ramped', value: false, reason: 'DEFAULT', enabled: false }],
    });
    const after = await explain({
      context: { id: 'u' },
      flag: 'ramped',
      at: '2040-01-01T01:00:00+01:00',
    });
    expect(after.body).toMatchObject({
      at: '2040-01-01T00:00:00.000Z',
      details: [{ value: true, variant: 'on', ruleId: 'ramp', ruleIndex: 0, enabled: true }],
    });
  });

  it('traces each step where asked to: parents, conditions with what the context has, the gate then', async () => {
    const question = { context: { id: 'u' }, flag: 'ramped', at: '2039-12-31T23:59:59Z' };
    const { status, body } = await explain({ ...question, explain: true });
    expect([status, body]).toMatchObject([
      200,
      {
        details: [
          {
            reason: 'DEFAULT',
            trace: {
              decidedBy: { step: 'fallthrough' },
              prerequisites: [{ flag: 'parent', state: 'on', holds: true, got: { enabled: true } }],
              rules: [
                {
                  id: 'ramp',
                  outcome: 'passed',
                  gate: { percentage: 0, scheduled: true, in: false },
                },
              ],
            },
          },
        ],
      },
    ]);
    const forced = await explain({ context: { id: 'u' }, flag: 'forced', explain: true });
    expect(forced.body).toMatchObject({
      details: [{ trace: { decidedBy: { step: 'override' }, override: 'off' } }],
    });
    const plain = await explain(question);
    expect((plain.body as { details: object[] }).details[0]).not.toHaveProperty('trace');
  });

  it('answers for all flags, overrides of this replica included', async () => {
    const { body } = await explain({ context: { id: 'u' } });
    expect(body).toMatchObject({
      details: expect.arrayContaining([
        expect.objectContaining({ flag: 'forced', reason: 'OVERRIDE', override: 'server' }),
        expect.objectContaining({ flag: 'parent', value: true }),
      ]) as unknown,
    });
    expect((body as { details: unknown[] }).details).toHaveLength(3);
  });

  it('answers unknown flags with the error that SDKs give, and refuses instants that are none', async () => {
    const unknown = await explain({ context: {}, flag: 'nobody' });
    expect([unknown.status, unknown.body]).toMatchObject([
      200,
      { details: [{ reason: 'ERROR', errorCode: 'FLAG_NOT_FOUND', enabled: false }] },
    ]);
    const odd = await explain({ context: {}, at: 'tomorrow' });
    expect([odd.status, odd.body]).toMatchObject([400, { code: 'INVALID_REQUEST' }]);
  });
});
