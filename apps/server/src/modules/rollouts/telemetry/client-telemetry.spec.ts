import { randomUUID } from 'node:crypto';
import type { Observation, Overlay } from '@sluice/protocol';
import { RolloutStory } from '../../../../test/rollouts/rollout-story.js';
import { ClientObservationCollector } from './client-observation-collector.js';

const CLIENTS = {
  id: 'pages',
  metric: 'errorRatePercent',
  source: { kind: 'client-telemetry' },
  threshold: 5,
} as const;
const SERVERS = { metric: 'errorRatePercent', source: { kind: 'telemetry' } } as const;
const QUICK = { checkEverySeconds: 0.5, waitSeconds: 60, allowNoData: true, strategy: 'fast' };

describe('what client keys report of a guarded rollout', () => {
  let story: RolloutStory;
  let keys: Record<'server' | 'client', string>;

  beforeAll(async () => {
    story = await RolloutStory.begin();
    const keyOf = async (kind: string): Promise<string> => {
      const { body } = await story.post(`${story.environment}/keys`, { kind, name: kind });
      return (body as { secret: string }).secret;
    };
    keys = { server: await keyOf('server'), client: await keyOf('client') };
  });
  afterAll(() => story.end());

  const visible = async (key: string): Promise<void> => {
    const body = { key, type: 'boolean', clientVisible: true };
    await story.post('/api/v1/projects/shop/flags', body);
    await story.flag(key);
  };
  const watchedBy = async (kind: 'server' | 'client'): Promise<string[]> => {
    const token = keys[kind];
    const { body } = await story.server.call('GET', '/sdk/v1/snapshot', { token });
    return (body as { overlay: Overlay }).overlay.watch.map(({ rolloutId }) => rolloutId);
  };
  const seen = (rollout: string, arm: Observation['arm'], errors: number): Observation => ({
    ...{ rollout, arm, errors, entry: 1, count: 50, timed: 50, slow: [], ids: [] },
    latencies: [[240, 50]],
  });
  /** One report of each of twenty pages, and the end of the window they fall into. */
  const pagesReport = async (rollout: string, errors: number): Promise<void> => {
    const local = { shutdown: false, overrides: [] };
    for (let page = 0; page < 20; page++) {
      const times = { from: Date.now() - 1_000, to: Date.now() };
      const what = { sdk: 'browser/1', counts: [], unknown: [], local, ...times };
      const observations = [seen(rollout, 'treatment', errors), seen(rollout, 'control', 1)];
      const body = { id: randomUUID(), instance: `page-${page}`, ...what, observations };
      const sent = await story.server.call('POST', '/sdk/v1/events', { token: keys.client, body });
      expect(sent.status).toBe(202);
    }
    await story.server.app.get(ClientObservationCollector).flush();
  };
  const reportUntil = async (id: string, errors: number, state: string): Promise<void> => {
    for (let window = 0; window < 40; window++) {
      await pagesReport(id, errors);
      if ((await story.read(id)).state === state) return;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    throw new Error(JSON.stringify((await story.read(id)).checks.slice(0, 3), null, 1));
  };

  it('is asked for by the guard, and of nobody else', async () => {
    await visible('asks');
    await visible('asks-servers');
    const asks = await story.started({ flag: 'asks', ...QUICK, guards: [CLIENTS] });
    const not = await story.started({ flag: 'asks-servers', ...QUICK, guards: [SERVERS] });
    for (const { id } of [asks, not]) await story.until(id, ({ checks }) => checks.length > 0);
    expect(await watchedBy('client')).toEqual([asks.id]);
    expect(await watchedBy('server')).toEqual([not.id]);
    for (const { id } of [asks, not]) await story.tell(id, 'abort');
  });

  it('pauses what fails for pages, and is shown apart from what the rollout is judged by', async () => {
    await visible('broken');
    const guards = [CLIENTS, SERVERS];
    const { id } = await story.started({ flag: 'broken', ...QUICK, guards, noDataSeconds: 600 });
    await story.until(id, ({ checks }) => checks.length > 0);
    await reportUntil(id, 20, 'paused');
    const rollout = await story.read(id);
    expect(rollout).toMatchObject({ pauseReason: 'GUARD', current_percentage: 25 });
    expect(rollout.transitions.at(-1)).toMatchObject({ records: [{ guard: 'pages' }] });
    expect(rollout.latencies).toEqual({ treatment: null, control: null });
    const { treatment, control, latencies, reports } = rollout.clients!;
    expect(treatment.errors / treatment.requests).toBeCloseTo(0.4);
    expect(control.errors / control.requests).toBeCloseTo(0.02);
    expect(latencies.treatment?.p50).toBeGreaterThan(118);
    expect(reports).toBeGreaterThanOrEqual(80);
    expect(await story.config('broken')).toMatchObject({ enabled: true });
  }, 30_000);

  it('is no evidence to go up by, however healthy it looks', async () => {
    await visible('praised');
    const guards = [CLIENTS, SERVERS];
    const { id } = await story.started({ flag: 'praised', ...QUICK, waitSeconds: 0.5, guards });
    for (let window = 0; window < 6; window++) {
      await pagesReport(id, 0);
      const { checks } = await story.read(id);
      await story.until(id, (now) => now.checks[0]?.at !== checks[0]?.at);
    }
    const { state, current_percentage, health } = await story.read(id);
    expect({ state, current_percentage }).toEqual({ state: 'running', current_percentage: 25 });
    expect(health).toMatchObject({ kind: 'waiting', reason: 'too-few-samples' });
    expect(await story.tell(id, 'advance', { from: 1 })).toMatchObject({ status: 409 });
    await story.tell(id, 'abort');
  }, 30_000);

  it('counts nothing for rollouts that do not ask, and shows nothing of it', async () => {
    await visible('unasked');
    const { id } = await story.started({ flag: 'unasked', ...QUICK, guards: [SERVERS] });
    await story.until(id, ({ checks }) => checks.length > 0);
    await pagesReport(id, 50);
    expect(await story.read(id)).toMatchObject({ state: 'running', clients: null });
    await story.tell(id, 'abort');
  });

  it('may do no more than pause, and says so', async () => {
    await visible('strict');
    for (const action of ['rollback', 'step-back']) {
      const answer = await story.start({
        flag: 'strict',
        ...QUICK,
        guards: [{ ...CLIENTS, action }],
      });
      expect(answer.status).toBe(400);
      expect(JSON.stringify(answer.body)).toContain('guards.0.action');
      expect(JSON.stringify(answer.body)).toContain('can only pause a rollout');
    }
  });

  it('is refused where no client key sees the flag, and where nobody else watches unless that is meant', async () => {
    await story.flag('secret');
    const unseen = await story.start({ flag: 'secret', ...QUICK, guards: [CLIENTS] });
    expect(unseen).toMatchObject({ status: 422, body: { code: 'INVALID_GUARD' } });
    await visible('alone');
    const plan = { flag: 'alone', ...QUICK, guards: [CLIENTS], waitSeconds: 0.5 };
    const alone = await story.start({ ...plan, allowNoData: false });
    expect(alone).toMatchObject({ status: 409, body: { code: 'ROLLOUT_NO_DATA' } });
    const { id } = await story.started(plan);
    await story.until(id, ({ state }) => state === 'completed');
  });
});
