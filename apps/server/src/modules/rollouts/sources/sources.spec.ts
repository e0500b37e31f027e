import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RolloutStory } from '../../../../test/rollouts/rollout-story.js';
import { prometheusNumber } from './prometheus-answer.js';

describe('prometheusNumber', () => {
  const answer = (resultType: string, result: unknown): string =>
    JSON.stringify({ status: 'success', data: { resultType, result } });

  it('is the number of a scalar or of a vector of one', () => {
    expect(prometheusNumber(answer('scalar', [1, '0.5']))).toBe(0.5);
    expect(prometheusNumber(answer('vector', [{ metric: {}, value: [1, '42'] }]))).toBe(42);
  });

  it.each([
    ['an empty vector', answer('vector', [])],
    ['a vector of two', answer('vector', [{ value: [1, '1'] }, { value: [1, '2'] }])],
    ['a matrix', answer('matrix', [])],
    ['NaN', answer('scalar', [1, 'NaN'])],
    ['infinity', answer('scalar', [1, '+Inf'])],
    ['an error', '{"status":"error","error":"bad query"}'],
    ['something else', '<html>'],
  ])('is null for %s', (_, body) => {
    expect(prometheusNumber(body)).toBeNull();
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
    expect(ended.transitions.at(-1)).toMatchObject({ records: [{ reason: 'HEALTH_URL' }] });
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
  ])('are refused with %s', async (code, guard) => {
    await story.flag('refused');
    expect(await story.start({ flag: 'refused', guards: [guard] })).toMatchObject({
      status: 422,
      body: { code },
    });
  });
});
