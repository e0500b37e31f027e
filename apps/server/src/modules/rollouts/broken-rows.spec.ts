import type { Client } from 'pg';
import { RolloutStory } from '../../../test/rollouts/rollout-story.js';

const PLAN = { strategy: 'custom', steps: '10,50,100', checkEverySeconds: 0.5 };

describe('a rollout whose row holds what this version cannot read', () => {
  let story: RolloutStory;
  let database: Client;

  beforeAll(async () => {
    story = await RolloutStory.begin();
    database = await story.connect();
  });
  afterAll(() => story.end());

  /** A running rollout, watched by SDKs, whose row is then edited by hand. */
  async function broken(flag: string, edit: string): Promise<string> {
    await story.flag(flag);
    const guards = [{ metric: 'errorRatePercent', source: { kind: 'telemetry' } }];
    const request = { ...PLAN, flag, waitSeconds: 3_600, guards, allowNoData: true };
    const { id } = await story.started(request);
    await database.query(`UPDATE rollouts SET ${edit} WHERE id = $1`, [id]);
    return id;
  }

  it.each([
    ['no settings', 'settings-none', `settings = '{}'`],
    ['guards that are none', 'guards-null', `settings = jsonb_set(settings, '{guards}', 'null')`],
    ['no plan', 'plan-empty', `settings = jsonb_set(settings, '{plan}', '[]')`],
    ['an interval in words', 'interval', `settings = jsonb_set(settings, '{checkEveryMs}', '"x"')`],
    ['no position', 'position', `position = '{}'`],
    ['an entry in words', 'entry', `position = jsonb_set(position, '{entry}', '"x"')`],
  ])('pauses with %s, is listed, and can be taken back', async (_, flag, edit) => {
    const id = await broken(flag, edit);
    const paused = await story.until(id, ({ state }) => state === 'paused');
    expect(paused).toMatchObject({ flag, pauseReason: 'UNREADABLE' });
    const list = await story.server.call('GET', `${story.environment}/rollouts?flag=${flag}`);
    expect(list.status).toBe(200);
    expect((await story.tell(id, 'rollback', { reason: 'unreadable' })).body).toMatchObject({
      state: 'rolled_back',
    });
    expect(await story.config(flag)).toMatchObject({ enabled: false });
  });

  it('keeps no other from its steps, and its flag can be disabled', async () => {
    const edits = [`settings = '{}'`, `position = '{}'`, `state = 'scheduled', settings = '{}'`];
    for (const [at, edit] of edits.entries()) await broken(`beside-${at}`, edit);
    await story.flag('sound');
    const { id } = await story.started({ ...PLAN, flag: 'sound', waitSeconds: 0.5, guards: [] });
    await story.until(id, ({ state }) => state === 'completed');
    for (const at of edits.keys())
      expect(await story.post(`${story.environment}/flags/beside-${at}/disable`)).toMatchObject({
        status: 200,
      });
  });

  it('keeps no rule of others from being watched', async () => {
    const keys = `${story.environment}/keys`;
    const created = await story.post(keys, { kind: 'server', name: 'test' });
    const { secret: token } = created.body as { secret: string };
    await broken('unwatched', `settings = jsonb_set(settings, '{guards}', '[null]')`);
    await broken('unplanned', `state = 'scheduled', settings = '{"startAt": "x", "guards": [5]}'`);
    await story.flag('watched');
    const { id } = await story.started({
      ...PLAN,
      flag: 'watched',
      waitSeconds: 60,
      allowNoData: true,
    });
    const watched = async (): Promise<string> =>
      JSON.stringify((await story.server.call('GET', '/sdk/v1/snapshot', { token })).body);
    let overlay = await watched();
    for (let look = 0; look < 200 && !overlay.includes(id); look++) overlay = await watched();
    expect(overlay).toContain(id);
  });

  it('does not go on before it can be read', async () => {
    const id = await broken('resumed', `settings = jsonb_set(settings, '{guards}', '5')`);
    await story.until(id, ({ state }) => state === 'paused');
    const { status, body } = await story.tell(id, 'resume');
    expect({ status, body }).toMatchObject({ status: 409, body: { code: 'ROLLOUT_STATE' } });
    expect(JSON.stringify(body)).toContain('settings.guards');
  });

  it.each([
    [
      'evidence without the spread of its windows',
      'older',
      `evidence #- '{telemetry,telemetry-errorRatePercent,evidence,open,spread}'`,
    ],
    ['no evidence', 'evidence-none', `'{}'::jsonb`],
    ['evidence that is none', 'evidence-text', `'"x"'::jsonb`],
  ])('goes on with %s, and gathers it anew', async (_, flag, evidence) => {
    const id = await broken(flag, `evidence = ${evidence}`);
    const { state, health } = await story.until(id, ({ checks }) => checks.length > 2);
    expect({ state, health }).toMatchObject({ state: 'running', health: { kind: 'waiting' } });
  });
});
