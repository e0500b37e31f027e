import { RolloutStory } from '../../../test/rollouts/rollout-story.js';

const QUICK = {
  strategy: 'custom',
  steps: '10,50,100',
  waitSeconds: 1,
  checkEverySeconds: 0.5,
  guards: [],
};

describe('a rollout whose flag nobody gets', () => {
  let story: RolloutStory;

  beforeAll(async () => {
    story = await RolloutStory.begin();
  });
  afterAll(() => story.end());

  it('pauses in a shutdown and stays paused after it, unless its flag is kept', async () => {
    await story.flag('shut');
    await story.flag('kept');
    await story.server.call('PATCH', '/api/v1/projects/shop/flags/kept', {
      body: { onShutdown: 'keep' },
      headers: { 'if-match': '"1"' },
    });
    const shut = await story.started({ flag: 'shut', ...QUICK, waitSeconds: 600 });
    const kept = await story.started({ flag: 'kept', ...QUICK });
    await story.post(`${story.environment}/shutdown/engage`, { reason: 'test' });
    const paused = await story.until(shut.id, ({ state }) => state === 'paused');
    expect(paused).toMatchObject({ pauseReason: 'SHUTDOWN', current_percentage: 10 });
    await story.until(kept.id, ({ state }) => state === 'completed');
    const refused = { status: 409, body: { code: 'SHUTDOWN_ENGAGED' } };
    expect(await story.tell(shut.id, 'resume')).toMatchObject(refused);
    await story.flag('begun');
    expect(await story.start({ flag: 'begun', guards: [] })).toMatchObject(refused);
    await story.post(`${story.environment}/shutdown/release`, { reason: 'over' });
    expect(await story.read(shut.id)).toMatchObject({ state: 'paused' });
    expect((await story.tell(shut.id, 'resume')).body).toMatchObject({ state: 'running' });
  });

  it('waits with its start while its flag is disabled', async () => {
    for (const flag of ['put-off', 'due-later']) await story.flag(flag);
    const startsIn = (ms: number) => ({ startAt: new Date(Date.now() + ms).toISOString() });
    const { id } = await story.started({ flag: 'put-off', ...QUICK, ...startsIn(700) });
    await story.post(`${story.environment}/flags/put-off/disable`);
    const later = await story.started({ flag: 'due-later', ...QUICK, ...startsIn(1_000) });
    await story.until(later.id, ({ current_percentage }) => current_percentage >= 10);
    expect(await story.read(id)).toMatchObject({ state: 'scheduled', current_percentage: 0 });
    await story.post(`${story.environment}/flags/put-off/enable`);
    await story.until(id, ({ current_percentage }) => current_percentage === 10);
  });

  it('pauses in an archived environment', async () => {
    await story.post('/api/v1/projects/shop/environments', { key: 'old' });
    const old = '/api/v1/projects/shop/environments/old';
    await story.flag('archived');
    await story.server.call('PATCH', `${old}/flags/archived`, {
      body: { fallthrough: { variant: 'off' } },
      headers: { 'if-match': '"1"' },
    });
    const body = { flag: 'archived', ...QUICK };
    const started = await story.post(`${old}/rollouts`, body);
    expect(started.status).toBe(201);
    const { id } = started.body as { id: string };
    expect((await story.post(`${old}/archive`)).status).toBe(200);
    const read = async (): Promise<{ state: string; pauseReason: string }> =>
      (await story.server.call('GET', `${old}/rollouts/${id}`)).body;
    while ((await read()).state === 'running')
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await read()).toMatchObject({ state: 'paused', pauseReason: 'ARCHIVED' });
  });
});
