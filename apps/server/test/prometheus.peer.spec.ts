import type { RolloutDetail } from '@sluice/protocol';
import { ExampleService } from './prometheus/example-service.js';
import { basic, Prometheus } from './prometheus/prometheus.js';
import { RolloutStory } from './rollouts/rollout-story.js';

const ERROR_RATE =
  '100 * sum(rate(http_requests_total{status="500"}[5s])) / sum(rate(http_requests_total[5s]))';
const QUICK = { strategy: 'custom', steps: '25,50,100', checkEverySeconds: 0.5 };

interface Checked {
  readonly verdict: { readonly guard: string; readonly kind: string };
  readonly silence?: string;
}

/** What the latest check says of the only guard. */
function said({ checks }: RolloutDetail): Checked | undefined {
  return (checks[0]?.readings as unknown as Checked[] | undefined)?.[0];
}

describe('a rollout guarded by a real Prometheus', () => {
  let service: ExampleService;
  let prometheus: Prometheus;
  let story: RolloutStory;

  beforeAll(async () => {
    service = await ExampleService.start();
    prometheus = await Prometheus.scraping(service.address);
    story = await RolloutStory.begin({
      SLUICE_PROMETHEUS: `main=${prometheus.url},stranger=${prometheus.url}`,
      SLUICE_PROMETHEUS_AUTHORIZATION: `main=${basic()},stranger=${basic('wrong')}`,
    });
    await untilMeasured();
  });
  afterAll(async () => {
    await story.end();
    await prometheus.kill();
    await service.stop();
  });

  /** Rates exist once the service was scraped twice. */
  async function untilMeasured(): Promise<void> {
    for (let tries = 0; tries < 300; tries++) {
      if (Number.isFinite((await prometheus.number(ERROR_RATE)) ?? NaN)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('Prometheus measured nothing');
  }

  function asking(query: string, server = 'main') {
    const source = { kind: 'prometheus', server, query };
    return { guards: [{ id: 'errors', metric: 'value', source, threshold: 1 }] };
  }

  it('comes back by itself when the service that it scrapes begins to fail', async () => {
    await story.flag('payments');
    const { id } = await story.started({
      flag: 'payments',
      ...QUICK,
      waitSeconds: 60,
      ...asking(ERROR_RATE),
    });
    await story.until(id, ({ health }) => JSON.stringify(health) === '{"kind":"healthy"}');
    await service.fail();
    const ended = await story.until(id, ({ state }) => state === 'rolled_back');
    await service.recover();
    expect(ended.transitions.at(-1)).toMatchObject({ records: [{ guard: 'errors' }] });
    expect(await story.config('payments')).toMatchObject({
      enabled: false,
      rules: [{ rollout: { percentage: 0 } }],
    });
  });

  it('goes all the way while the service is well', async () => {
    await story.flag('well');
    const { id } = await story.started({
      flag: 'well',
      ...QUICK,
      waitSeconds: 0.5,
      ...asking('100 * (1 - min(up))'),
    });
    const done = await story.until(id, ({ state }) => state === 'completed');
    expect(done.current_percentage).toBe(100);
  });

  it.each([
    ['NaN', 'vector(0) / vector(0)', 'the answer is "NaN", no finite number'],
    ['infinity', 'vector(1) / vector(0)', 'the answer is "+Inf", no finite number'],
    ['an empty vector', 'absent(up)', 'the answer holds 0 series, not one'],
    ['two elements', 'http_requests_total', 'the answer holds 2 series, not one'],
    ['a matrix', 'up[10s]', 'the answer is neither a scalar nor an instant vector'],
    ['a string', '"text"', 'the answer is neither a scalar nor an instant vector'],
    ['nonsense', 'sum(', 'Prometheus does not understand the query (status 400): '],
  ])('takes %s for no data, says why, and does not go on', async (what, query, why) => {
    const flag = `odd-${what.replaceAll(' ', '-')}`;
    await story.flag(flag);
    const settings = { ...QUICK, waitSeconds: 0.5, ...asking(query) };
    const refused = await story.start({ flag, ...settings });
    expect([refused.status, refused.body]).toMatchObject([409, { code: 'ROLLOUT_NO_DATA' }]);
    expect((refused.body as { message: string }).message).toContain(why);
    const { id } = await story.started({ flag, ...settings, noDataSeconds: 2, allowNoData: true });
    const silent = await story.until(id, (rollout) => said(rollout)?.silence !== undefined);
    expect(said(silent)).toMatchObject({ verdict: { guard: 'errors', kind: 'no-data' } });
    expect(said(silent)?.silence).toContain(why);
    const paused = await story.until(id, ({ state }) => state === 'paused');
    expect(paused).toMatchObject({ pauseReason: 'NO_DATA', current_percentage: 25 });
  });

  it('says so where Prometheus refuses its password', async () => {
    await story.flag('stranger');
    const refused = await story.start({
      flag: 'stranger',
      ...QUICK,
      waitSeconds: 1,
      ...asking('up', 'stranger'),
    });
    expect((refused.body as { message: string }).message).toContain(
      'refuses the credential (status 401); see SLUICE_PROMETHEUS_AUTHORIZATION',
    );
  });

  it('holds while Prometheus does not answer in time, and once it is gone', async () => {
    await story.flag('slow');
    const { id } = await story.started({
      flag: 'slow',
      ...QUICK,
      waitSeconds: 8,
      noDataSeconds: 12,
      ...asking('100 * (1 - min(up))'),
    });
    await story.until(id, ({ health }) => JSON.stringify(health) === '{"kind":"healthy"}');
    prometheus.freeze();
    const slow = await story.until(id, (rollout) => said(rollout)?.silence !== undefined, 20_000);
    expect(said(slow)?.silence).toBe(`${prometheus.url}: no answer in 5000 ms`);
    await prometheus.kill();
    await story.until(
      id,
      (rollout) => said(rollout)?.silence?.includes('ECONNREFUSED') === true,
      20_000,
    );
    const paused = await story.until(id, ({ state }) => state === 'paused', 30_000);
    expect(paused).toMatchObject({ pauseReason: 'NO_DATA', current_percentage: 25 });
  });
});
