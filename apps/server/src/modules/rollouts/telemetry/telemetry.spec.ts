import { randomUUID } from 'node:crypto';
import type { Observation, Overlay, RolloutDetail } from '@sluice/protocol';
import { Client } from 'pg';
import { RolloutStory } from '../../../../test/rollouts/rollout-story.js';

const QUICK = { checkEverySeconds: 0.5, waitSeconds: 60, allowNoData: true, strategy: 'fast' };

/** An SDK that reports what a test makes it see. */
class ReportingSdk {
  constructor(
    private readonly story: RolloutStory,
    private readonly key: string,
  ) {}

  async watch(): Promise<Overlay['watch']> {
    const answer = await this.story.server.call('GET', '/sdk/v1/snapshot', { token: this.key });
    return (answer.body as { overlay: Overlay }).overlay.watch;
  }

  async report(observations: Observation[], id = randomUUID()): Promise<number> {
    const now = Date.now();
    const local = { shutdown: false, overrides: [] };
    const times = { from: now - 1_000, to: now };
    const batch = { id, instance: 'one', sdk: 'node/1', ...times, counts: [], unknown: [], local };
    const body = { ...batch, observations };
    const answer = await this.story.server.call('POST', '/sdk/v1/events', {
      token: this.key,
      body,
    });
    return answer.status;
  }
}

const seen = (
  rollout: string,
  arm: Observation['arm'],
  more: Partial<Observation> = {},
): Observation => ({
  rollout,
  entry: 1,
  arm,
  count: 400,
  errors: 2,
  timed: 400,
  slow: [{ overMs: 500, count: 2 }],
  latencies: [
    [240, 390],
    [320, 10],
  ],
  ids: [],
  ...more,
});

describe('telemetry of a guarded rollout', () => {
  let story: RolloutStory;
  let sdk: ReportingSdk;

  beforeAll(async () => {
    story = await RolloutStory.begin();
    const keys = `${story.environment}/keys`;
    const created = await story.post(keys, { kind: 'server', name: 'test' });
    sdk = new ReportingSdk(story, (created.body as { secret: string }).secret);
  });
  afterAll(() => story.end());

  const arms = async (id: string, treatment: Partial<Observation>): Promise<void> => {
    await sdk.report([seen(id, 'treatment', treatment), seen(id, 'control')]);
  };

  /** Reports once for every check that is made, until the rollout is as wanted. */
  const reportUntil = async (
    id: string,
    treatment: Partial<Observation>,
    isWanted: (rollout: RolloutDetail) => boolean,
  ): Promise<void> => {
    for (let round = 0; round < 60; round++) {
      const before = await story.read(id);
      if (isWanted(before)) return;
      await arms(id, treatment);
      await story.until(id, ({ checks }) => checks[0]?.at !== before.checks[0]?.at);
    }
    throw new Error(JSON.stringify((await story.read(id)).checks.slice(0, 3), null, 1));
  };
  const isBack = ({ state }: RolloutDetail): boolean => state === 'rolled_back';

  it('is asked for in the overlay while the rollout runs, with the thresholds to count by', async () => {
    await story.flag('watched');
    const { id, rule } = await story.started({ flag: 'watched', ...QUICK });
    await story.until(id, ({ checks }) => checks.length > 0);
    expect(await sdk.watch()).toContainEqual({
      flag: 'watched',
      ruleId: rule,
      rolloutId: id,
      step: 1,
      slowerThanMs: [500],
    });
    await story.tell(id, 'abort');
    await story.until(id, ({ state }) => state === 'aborted');
  });

  it('rolls back what fails in the treatment alone, and keeps the evidence', async () => {
    await story.flag('faulty');
    const { id } = await story.started({ flag: 'faulty', ...QUICK });
    await reportUntil(id, { errors: 80, values: { count: 4, sum: 10 } }, isBack);
    const { transitions, latencies, values } = await story.read(id);
    expect(values).toMatchObject({ treatment: { mean: 2.5 }, control: null });
    expect(transitions.at(-1)).toMatchObject({
      to: 'rolled_back',
      percentage: 0,
      records: [{ action: 'rolled-back', guard: 'error-rate' }],
      evidence: { health: { kind: 'breach', guard: 'error-rate' } },
    });
    expect(await story.config('faulty')).toMatchObject({ enabled: false });
    expect(latencies.treatment?.p50).toBeGreaterThan(118);
    expect(latencies.treatment?.p50).toBeLessThan(124);
  }, 30_000);

  it('rolls back what fails completely, however many requests say so', async () => {
    await story.flag('hopeless');
    const { id } = await story.started({ flag: 'hopeless', ...QUICK });
    const plain = { count: 50_000, errors: 50_000, timed: 50_000 };
    await reportUntil(id, plain, isBack);
    const { transitions } = await story.read(id);
    expect(transitions.at(-1)).toMatchObject({ records: [{ guard: 'error-rate' }] });
  }, 30_000);

  it('rolls back what is slow in the treatment alone', async () => {
    await story.flag('slow');
    const { id } = await story.started({ flag: 'slow', ...QUICK });
    await reportUntil(id, { slow: [{ overMs: 500, count: 200 }] }, isBack);
    const { transitions } = await story.read(id);
    expect(transitions.at(-1)).toMatchObject({ records: [{ guard: 'latency-p95' }] });
  }, 30_000);

  it('counts a batch once, and believes nobody about rollouts of others or steps to come', async () => {
    await story.flag('counted');
    const { id } = await story.started({ flag: 'counted', ...QUICK });
    const batch = randomUUID();
    const stranger = randomUUID();
    const observations = [seen(id, 'control'), seen(stranger, 'control')];
    expect(await sdk.report(observations, batch)).toBe(202);
    expect(await sdk.report(observations, batch)).toBe(202);
    await sdk.report([seen(id, 'control', { entry: 99 })]);
    await sdk.report([seen(id, 'control'), seen(id, 'treatment')]);
    const cells = `SELECT rollout_id, entry, sum((control->>'count')::int)::int AS control,
      sum((treatment->>'count')::int)::int AS treatment FROM rollout_cells
      WHERE rollout_id IN ($1, $2) GROUP BY 1, 2`;
    const client = new Client({ connectionString: story.server.database.url });
    await client.connect();
    try {
      const stored = async () => (await client.query(cells, [id, stranger])).rows as object[];
      while (
        (await stored()).length === 0 ||
        JSON.stringify(await stored()).includes('"treatment":0')
      )
        await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await stored()).toEqual([{ rollout_id: id, entry: 1, control: 800, treatment: 400 }]);
    } finally {
      await client.end();
    }
  });

  it('pauses when the arms do not hold the users that the percentage gives them', async () => {
    await story.flag('skewed');
    const { id } = await story.started({ flag: 'skewed', ...QUICK });
    const ids = (from: number, count: number): number[] =>
      Array.from({ length: count }, (_, index) => from + index * 1_000_003);
    await sdk.report([
      seen(id, 'treatment', { ids: ids(1, 40) }),
      seen(id, 'control', { ids: ids(2, 400) }),
    ]);
    const paused = await story.until(id, ({ state }) => state === 'paused');
    expect(paused.pauseReason).toBe('SAMPLE_RATIO');
  });

  it('takes what an earlier rollout saw of its rule in the last hour for the baseline of the next', async () => {
    await story.flag('again');
    const first = await story.started({ flag: 'again', ...QUICK });
    await story.until(first.id, ({ checks }) => checks.length > 0);
    await arms(first.id, {});
    const stored = async (text: string, id: string): Promise<unknown> => {
      const client = new Client({ connectionString: story.server.database.url });
      await client.connect();
      const { rows } = await client.query<{ found: unknown }>(text, [id]);
      await client.end();
      return rows[0]?.found;
    };
    const cells = 'SELECT count(*)::int AS found FROM rollout_cells WHERE rollout_id = $1';
    while ((await stored(cells, first.id)) === 0)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await story.tell(first.id, 'abort');
    const second = await story.started({ flag: 'again', ...QUICK, strategy: 'instant' });
    const baseline = `SELECT evidence->'telemetry'->'error-rate'->'baseline' AS found
      FROM rollouts WHERE id = $1`;
    expect(await stored(baseline, second.id)).toBe(2 / 400);
  });

  it('goes up on healthy telemetry, and not without', async () => {
    await story.flag('healthy');
    const { id } = await story.started({ flag: 'healthy', ...QUICK, waitSeconds: 1 });
    await reportUntil(id, {}, ({ current_percentage }) => current_percentage >= 50);
    const { transitions, entry } = await story.read(id);
    expect(transitions.map(({ percentage }) => percentage)).toEqual([25, 50]);
    const later = await story.until(
      id,
      ({ checks }) => checks.filter((check) => check.entry === entry).length > 4,
    );
    expect(later).toMatchObject({ state: 'running', current_percentage: 50 });
  }, 30_000);
});
