import { RolloutStory } from '../../../test/rollouts/rollout-story.js';

const QUICK = { checkEverySeconds: 0.5, waitSeconds: 0.5, guards: [] };

describe('a guarded rollout', () => {
  let story: RolloutStory;

  beforeAll(async () => {
    story = await RolloutStory.begin();
  });
  afterAll(() => story.end());

  it('steps its rule to 100 % and is completed, with nobody watching', async () => {
    await story.flag('ramp');
    const begun = await story.started({ flag: 'ramp', strategy: 'fast', ...QUICK });
    expect(begun).toMatchObject({ state: 'running', current_percentage: 25, onRollback: 'flag' });
    expect(await story.config('ramp')).toMatchObject({
      enabled: true,
      rules: [{ rollout: { percentage: 25 }, serve: { variant: 'on' } }],
    });
    const done = await story.until(begun.id, ({ state }) => state === 'completed');
    expect(done.transitions.map(({ percentage }) => percentage)).toEqual([25, 50, 100, 100]);
    expect(done.plan.map(({ status }) => status)).toEqual(['done', 'done', 'done']);
    expect((await story.config('ramp')).rules[0]?.rollout).toMatchObject({ percentage: 100 });
  });

  it('is rolled back by hand at once, with its companions', async () => {
    await story.flag('risky');
    await story.flag('companion', { enabled: true });
    const request = { flag: 'risky', alsoDisable: ['companion'], guards: [] };
    const { id } = await story.started(request);
    const answer = await story.tell(id, 'rollback', { reason: 'smells' });
    expect(answer).toMatchObject({ status: 200, body: { state: 'rolled_back' } });
    expect(await story.config('risky')).toMatchObject({
      enabled: false,
      rules: [{ rollout: { percentage: 0 } }],
    });
    expect(await story.config('companion')).toMatchObject({ enabled: false });
    const { transitions, plan } = await story.read(id);
    expect(plan[0]?.at).toBe(transitions[0]?.at);
    expect(transitions.at(-1)).toMatchObject({
      event: 'rollback',
      to: 'rolled_back',
      evidence: { reason: 'smells' },
    });
    expect(await story.tell(id, 'resume')).toMatchObject({
      status: 409,
      body: { code: 'ROLLOUT_ENDED' },
    });
  });

  it('goes part of the way back, and up again from there', async () => {
    await story.flag('partial');
    const { id, entry } = await story.started({ flag: 'partial', guards: [] });
    const up = await story.tell(id, 'advance', { from: entry });
    expect(up.body).toMatchObject({ current_percentage: 10 });
    expect(await story.tell(id, 'advance', { from: entry })).toMatchObject({
      body: { code: 'ROLLOUT_STEP_CHANGED' },
    });
    for (const to of [50, 10, 0, -1, 7.50001])
      expect(await story.tell(id, 'rollback', { reason: 'careful', to })).toMatchObject({
        body: { code: 'INVALID_ROLLBACK_TARGET' },
      });
    const back = await story.tell(id, 'rollback', { reason: 'careful', to: 7.5 });
    expect(back.body).toMatchObject({ state: 'paused', current_percentage: 7.5 });
    expect((await story.read(id)).transitions.at(-1)).toMatchObject({
      event: 'rollback-to',
      evidence: { reason: 'careful' },
    });
    expect(await story.config('partial')).toMatchObject({
      enabled: true,
      rules: [{ rollout: { percentage: 7.5 } }],
    });
    expect((await story.tell(id, 'resume')).body).toMatchObject({ state: 'running' });
    const { transitions } = await story.read(id);
    expect(transitions.find(({ event }) => event === 'rollback-to')).toMatchObject({
      evidence: { reason: 'careful' },
    });
    await story.tell(id, 'abort');
    expect((await story.config('partial')).rules[0]?.rollout).toMatchObject({ percentage: 7.5 });
  });

  it('locks its rule, naming itself, and lets go when it has ended', async () => {
    await story.flag('locked');
    const { id } = await story.started({ flag: 'locked', guards: [] });
    const edit = async (): Promise<unknown> => {
      const { version, rules } = await story.config('locked');
      const body = { rules: rules.map((rule) => ({ ...rule, serve: { variant: 'off' } })) };
      const headers = { 'if-match': `"${version}"` };
      return story.server.call('PATCH', `${story.environment}/flags/locked`, { body, headers });
    };
    expect(await edit()).toMatchObject({
      status: 409,
      body: { code: 'ROLLOUT_LOCKED', details: { rollout: id } },
    });
    expect(await story.post('/api/v1/projects/shop/flags/locked/archive')).toMatchObject({
      body: { code: 'ROLLOUT_LOCKED' },
    });
    expect(await story.start({ flag: 'locked', guards: [] })).toMatchObject({
      status: 409,
      body: { code: 'ROLLOUT_ACTIVE', details: { rollout: id } },
    });
    await story.tell(id, 'abort');
    expect(await edit()).toMatchObject({ status: 200 });
  });

  it('pauses when its flag is disabled, and restarts its hold when targets change', async () => {
    await story.flag('edited');
    const { id, entry } = await story.started({ flag: 'edited', guards: [] });
    const { version } = await story.config('edited');
    const headers = { 'if-match': `"${version}"` };
    const body = { targets: [{ variant: 'on', ids: ['ada'] }] };
    await story.server.call('PATCH', `${story.environment}/flags/edited`, { body, headers });
    expect(await story.read(id)).toMatchObject({ state: 'running', entry: entry + 1 });
    await story.post(`${story.environment}/flags/edited/disable`);
    expect(await story.read(id)).toMatchObject({ state: 'paused', pauseReason: 'FLAG_DISABLED' });
    expect(await story.tell(id, 'resume')).toMatchObject({ body: { code: 'FLAG_DISABLED' } });
  });

  it('waits for its start with the rule at 0 %', async () => {
    await story.flag('later');
    const startAt = new Date(Date.now() + 3_600_000).toISOString();
    const { id } = await story.started({ flag: 'later', startAt, guards: [] });
    expect(await story.read(id)).toMatchObject({
      state: 'scheduled',
      current_percentage: 0,
      startAt,
    });
    expect((await story.config('later')).rules[0]?.rollout).toMatchObject({ percentage: 0 });
  });

  it('changes nothing when only tried, and shows the plan', async () => {
    await story.flag('tried');
    const before = await story.config('tried');
    const { status, body } = await story.server.call(
      'POST',
      `${story.environment}/rollouts?dryRun=true`,
      {
        body: {
          flag: 'tried',
          strategy: 'custom',
          steps: '0,5,20,100',
          waitSeconds: 60,
          guards: [],
        },
      },
    );
    expect([status, body]).toMatchObject([
      200,
      {
        dryRun: true,
        result: { plan: [{ percentage: 5 }, { percentage: 20 }, { percentage: 100 }] },
      },
    ]);
    expect(await story.config('tried')).toEqual(before);
  });

  it('says for a new flag what to type first, so that a rollout of it changes something', async () => {
    await story.post('/api/v1/projects/shop/flags', { key: 'new', type: 'boolean' });
    const refused = await story.start({ flag: 'new', guards: [] });
    expect(JSON.stringify(refused.body)).toContain(
      'sluice flags set new --env production --fallthrough off',
    );
    await story.flag('covered', {
      rules: [
        { id: 'a', conditions: [], serve: { variant: 'on' } },
        { id: 'b', conditions: [], serve: { variant: 'on' } },
      ],
    });
    const hidden = await story.start({ flag: 'covered', rule: 'a', guards: [] });
    expect(JSON.stringify(hidden.body)).toContain('later rule');
  });

  it('can be planned for the end of time, which its plan does not go beyond', async () => {
    await story.flag('patient');
    const startAt = '9999-12-31T23:59:00Z';
    const { plan } = await story.started({
      flag: 'patient',
      startAt,
      strategy: 'fast',
      guards: [],
    });
    expect(plan.at(-1)?.at).toBe('9999-12-31T23:59:59.999Z');
  });

  it.each([
    ['ROLLOUT_WITHOUT_EFFECT', { flag: 'everyone', guards: [] }],
    ['ROLLOUT_NO_DATA', { flag: 'silent' }],
    ['INVALID_STEPS', { flag: 'silent', strategy: 'custom', steps: '20,5', waitSeconds: 1 }],
    ['INVALID_START', { flag: 'silent', guards: [], startAt: '2020-01-01T00:00:00Z' }],
    ['INVALID_GUARD', { flag: 'silent', guards: [{ metric: 'value', source: { kind: 'push' } }] }],
    ['UNKNOWN_RULE', { flag: 'silent', rule: 'nonsense', guards: [] }],
    ['NOT_FOUND', { flag: 'nobody', guards: [] }],
    ['NOT_FOUND', { flag: 'silent', alsoDisable: ['nobody'], guards: [] }],
  ])('is refused with %s', async (code, body) => {
    await story.flag('silent');
    await story.flag('everyone', { fallthrough: { variant: 'on' } });
    expect(await story.start(body)).toMatchObject({ body: { code } });
  });
});
