import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RolloutStory } from '../../../../test/rollouts/rollout-story.js';
import { readPrometheus } from './prometheus-answer.js';

describe('readPrometheus', () => {
  const answer = (resultType: string, result: unknown): string =>
    JSON.stringify({ status: 'success', data: { resultType, result } });

  it('is the number of a scalar or of a vector of one', () => {
    const half = answer('scalar', [1, '0.5']);
    expect(readPrometheus(200, half)).toEqual({ ok: true, value: 0.5 });
    const one = answer('vector', [{ metric: {}, value: [1, '42'] }]);
    expect(readPrometheus(200, one)).toEqual({ ok: true, value: 42 });
  });

  it.each([
    ['0 series', 200, answer('vector', [])],
    ['2 series', 200, answer('vector', [{ value: [1, '1'] }, { value: [1, '2'] }])],
    ['neither a scalar', 200, answer('matrix', [])],
    ['"NaN"', 200, answer('scalar', [1, 'NaN'])],
    ['"+Inf"', 200, answer('scalar', [1, '+Inf'])],
    ['neither a scalar', 200, '<html>'],
    ['does not understand', 400, '{"status":"error","error":"bad query"}'],
    ['status 401', 401, ''],
  ])('says what is wrong: %s', (problem, status, body) => {
    const read = readPrometheus(status, body);
    expect(!read.ok && read.problem).toContain(problem);
  });
});

describe('sources that are asked', () => {
  let story: RolloutStory;
  let outside: Server;
  let origin: string;
  const asked: { url: string; authorization: string | undefined }[] = [];
  const world = { cost: '10', healthy: true };

  beforeAll(async () => {
    outside = createServer((request, response) => {
      asked.push({ url: request.url ?? '', authorization: request.headers.authorization });
      if (request.url === '/health') response.statusCode = world.healthy ? 204 : 503;
      const data = { resultType: 'scalar', result: [1, world.cost] };
      response.end(request.url === '/health' ? '' : JSON.stringify({ status: 'success', data }));
    });
    await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
    story = await RolloutStory.begin({
      SLUICE_PROMETHEUS: `main=${origin}`,
      SLUICE_PROMETHEUS_AUTHORIZATION: 'main=Bearer s3cret',
      SLUICE_EGRESS_ALLOW: '127.0.0.1',
    });
  });
  afterAll(async () => {
    await story.end();
    outside.closeAllConnections();
    outside.close();
  });

  const prometheus = (query: string) => ({ kind: 'prometheus', server: 'main', query });
  const dead = { kind: 'http', url: 'http://127.0.0.1:1/health' };
  const quick = { strategy: 'fast', waitSeconds: 1, checkEverySeconds: 0.5 };

  it('cut a rollout off when Prometheus says that the budget is spent', async () => {
    await story.flag('costly');
    const source = { kind: 'prometheus', server: 'main', query: 'sum(cost_dollars)' };
    const guards = [{ id: 'budget', metric: 'value', source, threshold: 100 }];
    const { id } = await story.started({ flag: 'costly', ...quick, guards });
    await story.until(id, ({ current_percentage }) => current_percentage === 50);
    world.cost = '101';
    const ended = await story.until(id, ({ state }) => state === 'rolled_back');
    expect(ended.transitions.at(-1)).toMatchObject({ records: [{ guard: 'budget' }] });
    expect(asked).toContainEqual({
      url: '/api/v1/query?query=sum%28cost_dollars%29',
      authorization: 'Bearer s3cret',
    });
  });

  it('roll back after five failures of a health URL in a row', async () => {
    await story.flag('probed');
    const source = { kind: 'http', url: `${origin}/health` };
    const guards = [{ metric: 'failures', source, action: 'rollback' }];
    const { id } = await story.started({ flag: 'probed', ...quick, waitSeconds: 60, guards });
    await story.until(id, ({ health }) => JSON.stringify(health).includes('healthy'));
    world.healthy = false;
    const ended = await story.until(id, ({ state }) => state === 'rolled_back');
    expect(ended.transitions.at(-1)).toMatchObject({
      records: [{ reason: 'HEALTH_URL' }],
      evidence: { checks: [{ reading: { value: 1, detail: 'status 503' } }] },
    });
  });

  it.each([
    [
      'holds no number',
      { metric: 'value', threshold: 1, source: prometheus('none') },
      'no finite number',
    ],
    ['is not there', { metric: 'failures', source: dead }, 'ECONNREFUSED'],
  ])('keep a rollout from starting when one %s, unless told to', async (_, guard, problem) => {
    await story.flag('unread');
    world.cost = 'none';
    const answer = await story.start({ flag: 'unread', guards: [guard] });
    expect(answer).toMatchObject({ status: 409, body: { code: 'ROLLOUT_NO_DATA' } });
    expect(answer.body).toMatchObject({ message: expect.stringContaining(problem) as string });
    const forced = await story.started({ flag: 'unread', guards: [guard], allowNoData: true });
    await story.tell(forced.id, 'abort');
  });

  it.each([
    [
      'UNKNOWN_PROMETHEUS',
      {
        metric: 'value',
        threshold: 1,
        source: { kind: 'prometheus', server: 'other', query: 'up' },
      },
    ],
    [
      'EGRESS_REFUSED',
      { metric: 'failures', source: { kind: 'http', url: 'http://169.254.169.254/latest' } },
    ],
    ['EGRESS_REFUSED', { metric: 'failures', source: { kind: 'http', url: 'http://[::1]:9' } }],
    [
      'EGRESS_REFUSED',
      { metric: 'failures', source: { kind: 'http', url: 'http://ada:s3cret@example.com' } },
    ],
  ])('are refused with %s', async (code, guard) => {
    await story.flag('refused');
    const answer = await story.start({ flag: 'refused', guards: [guard] });
    expect(answer).toMatchObject({ status: 422, body: { code } });
    expect(JSON.stringify(answer.body)).not.toContain('s3cret');
  });
});
