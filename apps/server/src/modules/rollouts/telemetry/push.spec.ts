import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RolloutStory } from '../../../../test/rollouts/rollout-story.js';

const genesis = (name: string): object =>
  JSON.parse(
    readFileSync(join(__dirname, '../../../../../../examples/genesis', name), 'utf8'),
  ) as object;

const guards = [
  { metric: 'errorRatePercent', source: { kind: 'push' }, threshold: 1 },
  { metric: 'latencyP95Ms', source: { kind: 'push' }, threshold: 500 },
];

const unheard = { guards, allowNoData: true };

describe('health pushed by a script', () => {
  let story: RolloutStory;

  beforeAll(async () => {
    story = await RolloutStory.begin();
  });
  afterAll(() => story.end());

  it('holds a rollout back until it says that all is well', async () => {
    await story.flag('pushed');
    const request = { flag: 'pushed', strategy: 'fast', waitSeconds: 1, checkEverySeconds: 0.5 };
    const { id } = await story.started({ ...request, guards, allowNoData: true });
    const waiting = await story.until(id, ({ checks }) => checks.length > 4);
    expect(waiting).toMatchObject({ current_percentage: 25, health: { reason: 'no-data' } });
    const { body } = await story.tell(id, 'health', genesis('metrics.json'));
    expect(body).toEqual({ guards: ['push-errorRatePercent', 'push-latencyP95Ms'] });
    await story.until(id, ({ current_percentage }) => current_percentage === 50);
  });

  it('rolls it back at the second bad reading', async () => {
    await story.flag('bad');
    const { id } = await story.started({ ...unheard, flag: 'bad', checkEverySeconds: 0.5 });
    await story.tell(id, 'health', genesis('metrics-bad.json'));
    const suspect = await story.until(id, ({ health }) =>
      JSON.stringify(health).includes('suspect'),
    );
    expect(suspect.state).toBe('running');
    await story.tell(id, 'health', genesis('metrics-bad.json'));
    const ended = await story.until(id, ({ state }) => state === 'rolled_back');
    expect(ended.transitions.at(-1)).toMatchObject({
      records: [{ reason: 'ABSOLUTE', guard: 'push-errorRatePercent' }],
    });
    expect(await story.tell(id, 'health', genesis('metrics.json'))).toMatchObject({
      status: 409,
      body: { code: 'ROLLOUT_ENDED' },
    });
  });

  it('does not speak for a step that came after it', async () => {
    await story.flag('stale');
    const plan = { strategy: 'custom', steps: '10,50,100', waitSeconds: 3_600 };
    const request = { ...unheard, ...plan, flag: 'stale', checkEverySeconds: 0.5 };
    const { id, entry } = await story.started(request);
    await story.tell(id, 'health', genesis('metrics.json'));
    await story.until(id, ({ health }) => JSON.stringify(health).includes('healthy'));
    const up = await story.tell(id, 'advance', { from: entry });
    expect(up.body).toMatchObject({ current_percentage: 50, health: null });
    const from = (up.body as { entry: number }).entry;
    const again = { status: 409, body: { code: 'ROLLOUT_NOT_HEALTHY' } };
    expect(await story.tell(id, 'advance', { from })).toMatchObject(again);
    await story.until(id, ({ health }) => JSON.stringify(health).includes('too-few'));
    expect(await story.tell(id, 'advance', { from })).toMatchObject(again);
    await story.tell(id, 'health', genesis('metrics.json'));
    await story.until(id, ({ health }) => JSON.stringify(health).includes('healthy'));
    expect((await story.tell(id, 'advance', { from })).body).toMatchObject({
      current_percentage: 100,
    });
  });

  it('is kept with what somebody decided on it, and the limits of then', async () => {
    await story.flag('by-hand');
    const { id } = await story.started({ ...unheard, flag: 'by-hand', checkEverySeconds: 0.5 });
    await story.tell(id, 'health', genesis('metrics.json'));
    await story.until(id, ({ health }) => JSON.stringify(health).includes('healthy'));
    await story.tell(id, 'rollback', { reason: 'a call from support' });
    const { transitions } = await story.read(id);
    expect(transitions.at(-1)?.evidence).toMatchObject({
      reason: 'a call from support',
      lastCheck: {
        health: { kind: 'healthy' },
        readings: [{ reading: { value: 0.3 } }, {}],
      },
      limits: [
        { guard: 'push-errorRatePercent', metric: 'errorRatePercent', threshold: 1 },
        { guard: 'push-latencyP95Ms', source: 'push', comparison: 'above', threshold: 500 },
      ],
    });
  });

  it('does not condemn a step with what was measured before it', async () => {
    await story.flag('paused');
    const request = { ...unheard, flag: 'paused', checkEverySeconds: 0.5, waitSeconds: 3_600 };
    const { id } = await story.started(request);
    await story.tell(id, 'pause');
    await story.tell(id, 'health', genesis('metrics-bad.json'));
    await story.tell(id, 'health', genesis('metrics-bad.json'));
    const { entry } = (await story.tell(id, 'resume')).body as { entry: number };
    const { health, state } = await story.until(
      id,
      ({ checks }) => checks.filter((check) => check.entry === entry).length > 1,
    );
    expect({ state, health }).toMatchObject({ state: 'running', health: { reason: 'no-data' } });
  });

  it('may come before there is a rollout, which otherwise does not start', async () => {
    await story.flag('early');
    const refused = await story.start({ flag: 'early', guards });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'ROLLOUT_NO_DATA', details: { guard: 'push-errorRatePercent' } },
    });
    const push = (health: object) => story.post(`${story.environment}/flags/early/health`, health);
    expect(await push({ error_rate: 0.1 })).toMatchObject({ status: 200, body: { rollouts: [] } });
    expect(await story.start({ flag: 'early', guards })).toMatchObject({
      body: { details: { guard: 'push-latencyP95Ms' } },
    });
    await push(genesis('metrics.json'));
    const { id } = await story.started({ flag: 'early', checkEverySeconds: 0.5, guards });
    expect(await push(genesis('metrics.json'))).toMatchObject({
      body: { rollouts: [{ id, guards: ['push-errorRatePercent', 'push-latencyP95Ms'] }] },
    });
    await story.until(id, ({ health }) => JSON.stringify(health).includes('healthy'));
  });

  it('is judged by its counts where its rate says less, as one in place of a percentage does', async () => {
    await story.flag('fraction');
    const { id } = await story.started({ ...unheard, flag: 'fraction', checkEverySeconds: 0.5 });
    const health = { error_rate: 0.024, request_count: 18_000, error_count: 432 };
    await story.tell(id, 'health', health);
    await story.tell(id, 'health', health);
    const { checks } = await story.until(id, ({ state }) => state === 'rolled_back');
    expect(JSON.stringify(checks[0])).toContain('"value":2.4,');
  });

  it('is refused in another shape', async () => {
    await story.flag('shape');
    const { id } = await story.started({ ...unheard, flag: 'shape' });
    const bodies = [
      { error_rate: 101 },
      { errors: 1 },
      { p95_latency_ms: '1' },
      { p99_latency_ms: 1e308 },
      { error_rate: 1, request_count: 10, error_count: 11 },
      { error_count: 5 },
      {},
    ];
    for (const body of bodies)
      expect(await story.tell(id, 'health', body)).toMatchObject({ status: 400 });
  });
});
