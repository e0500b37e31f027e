import type { ImportReport } from '@sluice/protocol';
import { RolloutStory } from '../../../../test/rollouts/rollout-story.js';

const TEMPLATES = '/api/v1/projects/shop/rollout-templates';
const careful = {
  strategy: 'custom',
  steps: '1,10,100',
  waitSeconds: 60,
  checkEverySeconds: 5,
  guards: [
    { metric: 'errorRatePercent', source: { kind: 'push' }, threshold: 2, windowSeconds: 30 },
  ],
};

describe('rollout templates', () => {
  let story: RolloutStory;

  beforeAll(async () => {
    story = await RolloutStory.begin();
  });
  afterAll(() => story.end());

  const save = (key: string, plan: object) => story.post(TEMPLATES, { key, plan });

  it('are created, listed, read, changed with their version, and deleted', async () => {
    expect(await save('careful', careful)).toMatchObject({ status: 201, body: { version: 1 } });
    expect(await save('careful', careful)).toMatchObject({
      status: 409,
      body: { code: 'ALREADY_EXISTS' },
    });
    await save('quick', { strategy: 'fast' });
    const first = await story.server.call('GET', `${TEMPLATES}?limit=1`);
    expect(first.body).toMatchObject({ items: [{ key: 'careful', plan: careful }] });
    const { nextCursor } = first.body as { nextCursor: string };
    const second = await story.server.call('GET', `${TEMPLATES}?limit=1&cursor=${nextCursor}`);
    expect(second.body).toMatchObject({ items: [{ key: 'quick' }], nextCursor: null });

    const body = { plan: { strategy: 'instant' } };
    expect(await story.server.call('PATCH', `${TEMPLATES}/quick`, { body })).toMatchObject({
      status: 428,
    });
    const headers = { 'if-match': '"1"' };
    const changed = await story.server.call('PATCH', `${TEMPLATES}/quick`, { body, headers });
    expect(changed).toMatchObject({ status: 200, body: { version: 2, plan: body.plan } });
    const stale = await story.server.call('DELETE', `${TEMPLATES}/quick`, { headers });
    expect(stale).toMatchObject({ status: 412, body: { code: 'VERSION_STALE' } });
    const gone = await story.server.call('DELETE', `${TEMPLATES}/quick`, {
      headers: { 'if-match': '"2"' },
    });
    expect(gone.status).toBe(204);
    expect(await story.server.call('GET', `${TEMPLATES}/quick`)).toMatchObject({ status: 404 });
    const audit = await story.server.call('GET', '/api/v1/audit?project=shop&limit=3');
    expect(audit.body).toMatchObject({
      items: [
        { action: 'rollout-template.delete' },
        { action: 'rollout-template.update' },
        { action: 'rollout-template.create' },
      ],
    });
  });

  it('are what a rollout starts from, and what the start says goes before them', async () => {
    await story.flag('templated');
    await save('base', careful);
    const request = { flag: 'templated', template: 'base', waitSeconds: 5, allowNoData: true };
    expect(await story.started(request)).toMatchObject({
      template: 'base',
      strategy: 'custom',
      checkEverySeconds: 5,
      guards: [{ metric: 'errorRatePercent', threshold: 2, windowSeconds: 30 }],
      plan: [
        { percentage: 1, holdSeconds: 5 },
        { percentage: 10, holdSeconds: 5 },
        { percentage: 100, holdSeconds: 5 },
      ],
    });
    await story.flag('overridden');
    const other = { flag: 'overridden', template: 'base', strategy: 'fast', guards: [] };
    expect(await story.started(other)).toMatchObject({
      strategy: 'fast',
      guards: [],
      plan: [{ percentage: 25 }, { percentage: 50 }, { percentage: 100, holdSeconds: 60 }],
    });
  });

  it.each([
    ['INVALID_KEY', { key: 'no key!', plan: {} }],
    ['INVALID_STEPS', { key: 'a', plan: { steps: '20,5' } }],
    ['INVALID_STEPS', { key: 'a', plan: { strategy: 'custom' } }],
    [
      'INVALID_GUARD',
      { key: 'a', plan: { guards: [{ metric: 'value', source: { kind: 'push' } }] } },
    ],
    [
      'EGRESS_REFUSED',
      {
        key: 'a',
        plan: {
          guards: [{ metric: 'failures', source: { kind: 'http', url: 'http://10.0.0.1' } }],
        },
      },
    ],
    ['INVALID_REQUEST', { key: 'a', plan: { flag: 'f' } }],
    ['INVALID_REQUEST', { key: 'a' }],
  ])('are refused with %s where no rollout could be made of them', async (code, body) => {
    expect(await story.post(TEMPLATES, body)).toMatchObject({ body: { code } });
  });

  it('travel with an export, and an import says what becomes of each', async () => {
    await save('travelling', careful);
    const { body } = await story.server.call('GET', '/api/v1/projects/shop/export');
    const document = body as { rolloutTemplates: { key: string; name: string }[] };
    expect(document.rolloutTemplates).toContainEqual({
      key: 'travelling',
      name: '',
      description: '',
      plan: careful,
    });
    await story.post('/api/v1/projects', { key: 'other' });
    await story.post('/api/v1/projects/other/environments', { key: 'live' });
    const bring = (rolloutTemplates: object[]) =>
      story.post('/api/v1/projects/other/import', {
        format: 'sluice',
        document: { format: 'sluice', schema: 1, flags: [], rolloutTemplates },
        environments: ['live'],
      });
    const outcomes = async (rolloutTemplates: object[]) =>
      ((await bring(rolloutTemplates)).body as ImportReport).items
        .filter(({ kind }) => kind === 'rollout-template')
        .map(({ outcome }) => outcome);
    const [one] = document.rolloutTemplates;
    expect(await outcomes([one!])).toEqual(['created']);
    expect(await outcomes([one!])).toEqual(['skipped']);
    expect(await outcomes([{ ...one!, name: 'New' }])).toEqual(['changed']);
    const read = await story.server.call(
      'GET',
      `/api/v1/projects/other/rollout-templates/${one!.key}`,
    );
    expect(read.body).toMatchObject({ name: 'New', version: 2 });
    const bad = await bring([{ key: 'bad', plan: { steps: '5,5' } }]);
    const { code, details } = bad.body as { code: string; details: ImportReport };
    expect([code, details.items[0]?.kind]).toEqual(['IMPORT_REFUSED', 'rollout-template']);
  });

  it('have to exist to be started from', async () => {
    await story.flag('lost');
    const answer = await story.start({ flag: 'lost', template: 'nowhere', guards: [] });
    expect(answer).toMatchObject({ status: 404, body: { details: { template: 'nowhere' } } });
  });
});
