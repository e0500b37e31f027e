import { Client } from 'pg';
import { RolloutStory } from '../../../test/rollouts/rollout-story.js';

const WAITING = `SELECT 1 FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock'`;

describe('a rollout that begins while a write of the project waits for its environment', () => {
  let story: RolloutStory;
  let other: Client;

  beforeAll(async () => {
    story = await RolloutStory.begin();
    other = new Client({ connectionString: story.server.database.url });
    await other.connect();
  });
  afterAll(async () => {
    await other.end();
    await story.end();
  });

  const define = async (key: string, body: object): Promise<number> => {
    const path = `/api/v1/projects/shop/flags/${key}`;
    const { version } = (await story.server.call('GET', path)).body as { version: number };
    const headers = { 'if-match': `"${version}"` };
    return (await story.server.call('PATCH', path, { body, headers })).status;
  };

  it('begins its evidence anew, where that write reaches its arms', async () => {
    for (const key of ['top', 'parent', 'stepped']) await story.flag(key);
    await define('stepped', { prerequisites: [{ flag: 'parent' }] });
    const { id } = await story.started({ flag: 'stepped', guards: [], waitSeconds: 3_600 });
    await other.query(
      `UPDATE rollouts SET state = 'scheduled',
      next_check_at = now() + interval '1 hour' WHERE id = $1`,
      [id],
    );
    await other.query('BEGIN');
    await other.query(`SELECT FROM environments FOR UPDATE`);
    await other.query(`UPDATE rollouts SET state = 'running' WHERE id = $1`, [id]);
    const defined = define('parent', { prerequisites: [{ flag: 'top' }] });
    while ((await other.query(WAITING)).rowCount === 0) await new Promise(setImmediate);
    await other.query('COMMIT');
    expect(await defined).toBe(200);
    expect((await story.read(id)).transitions.at(-1)).toMatchObject({ event: 'arms-edited' });
  });
});
