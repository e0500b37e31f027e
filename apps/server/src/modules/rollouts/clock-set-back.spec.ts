import type { Client } from 'pg';
import { RolloutStory } from '../../../test/rollouts/rollout-story.js';

const HOUR_MS = 3_600_000;

/** As if the database's clock had been an hour ahead until now: what it left in the row is of the future. */
const AHEAD = `UPDATE rollouts SET next_check_at = next_check_at + interval '1 hour',
    next_probe_at = next_probe_at + interval '1 hour',
    position = position || jsonb_build_object(
      'lastCheckAt', (position->>'lastCheckAt')::float8 + ${HOUR_MS},
      'stepStartedAt', (position->>'stepStartedAt')::float8 + ${HOUR_MS})
  WHERE id = $1`;

let story: RolloutStory;
let database: Client;

beforeAll(async () => {
  story = await RolloutStory.begin();
  database = await story.connect();
});
afterAll(() => story.end());

it('a rollout is watched on, and comes back, after the clock of the database was set back', async () => {
  await story.flag('behind');
  const { id } = await story.started({
    flag: 'behind',
    strategy: 'custom',
    steps: '10,100',
    waitSeconds: 600,
    checkEverySeconds: 0.5,
    guards: [{ metric: 'errorRatePercent', source: { kind: 'push' }, threshold: 1 }],
    allowNoData: true,
  });
  const push = (errorRate: number) =>
    story.post(`${story.environment}/flags/behind/health`, { error_rate: errorRate });
  await push(0.1);
  await story.until(id, ({ checks }) => checks.length > 0);
  await database.query(AHEAD, [id]);
  const anew = await story.until(id, ({ transitions }) => transitions.length > 1);
  expect(anew.transitions.at(-1)).toMatchObject({
    event: 'check',
    records: [{ action: 'evidence-restarted' }],
  });
  expect(anew).toMatchObject({ state: 'running', current_percentage: 10 });
  await push(50);
  await push(50);
  const ended = await story.until(id, ({ state }) => state !== 'running');
  expect(ended).toMatchObject({ state: 'rolled_back', current_percentage: 0 });
});
