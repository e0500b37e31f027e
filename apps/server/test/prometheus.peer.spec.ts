import { ExampleService } from './prometheus/example-service.js';
import { basic, Prometheus } from './prometheus/prometheus.js';
import { RolloutStory } from './rollouts/rollout-story.js';

const ERROR_RATE =
  '100 * sum(rate(http_requests_total{status="500"}[5s])) / sum(rate(http_requests_total[5s]))';

describe('a rollout guarded by a real Prometheus', () => {
  let service: ExampleService;
  let prometheus: Prometheus;
  let story: RolloutStory;

  beforeAll(async () => {
    service = await ExampleService.start();
    prometheus = await Prometheus.scraping(service.address);
    story = await RolloutStory.begin({
      SLUICE_PROMETHEUS: `main=${prometheus.url}`,
      SLUICE_PROMETHEUS_AUTHORIZATION: `main=${basic()}`,
    });
    await untilMeasured();
  });
  afterAll(async () => {
    await story.end();
    await prometheus.kill();
    service.stop();
  });

  /** Rates exist once the service was scraped twice. */
  async function untilMeasured(): Promise<void> {
    for (let tries = 0; tries < 300; tries++) {
      if (Number.isFinite((await prometheus.number(ERROR_RATE)) ?? NaN)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('Prometheus measured nothing');
  }

  it('comes back by itself when the service that it scrapes begins to fail', async () => {
    await story.flag('payments');
    const source = { kind: 'prometheus', server: 'main', query: ERROR_RATE };
    const guards = [{ id: 'errors', metric: 'value', source, threshold: 1 }];
    const { id } = await story.started({
      flag: 'payments',
      strategy: 'custom',
      steps: '25,50,100',
      waitSeconds: 60,
      checkEverySeconds: 0.5,
      guards,
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
});
