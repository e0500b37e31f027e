import { RolloutStory } from '../../../test/rollouts/rollout-story.js';

describe('edits that reach the arms of a rollout from outside its flag', () => {
  let story: RolloutStory;
  let id: string;
  const flags = '/api/v1/projects/shop/flags';

  const define = async (key: string, body: object): Promise<void> => {
    const read = await story.server.call('GET', `${flags}/${key}`);
    const headers = { 'if-match': `"${(read.body as { version: number }).version}"` };
    const answer = await story.server.call('PATCH', `${flags}/${key}`, { body, headers });
    expect(answer.status).toBe(200);
  };

  const configure = async (key: string, body: object): Promise<void> => {
    const headers = { 'if-match': `"${(await story.config(key)).version}"` };
    const answer = await story.server.call('PATCH', `${story.environment}/flags/${key}`, {
      body,
      headers,
    });
    expect(answer.status).toBe(200);
  };

  const entry = async (): Promise<number> => (await story.read(id)).entry;

  const restarts = async (edit: () => Promise<unknown>): Promise<boolean> => {
    const before = await entry();
    await edit();
    return (await entry()) === before + 1;
  };

  beforeAll(async () => {
    story = await RolloutStory.begin();
    await story.post(`${story.environment}/segments`, { key: 'beta', included: ['ada'] });
    await story.post(`${story.environment}/segments`, { key: 'staff', included: ['ada'] });
    await story.post(`${story.environment}/segments`, { key: 'other', included: ['ada'] });
    for (const key of ['top', 'parent', 'stepped', 'stranger', 'later']) await story.flag(key);
    await define('parent', { prerequisites: [{ flag: 'top' }] });
    await define('stepped', { prerequisites: [{ flag: 'parent' }] });
    await configure('parent', {
      rules: [{ conditions: [{ segment: 'staff' }], serve: { variant: 'on' } }],
    });
    await configure('stepped', {
      rules: [
        { conditions: [{ segment: 'beta' }], serve: { variant: 'off' } },
        { conditions: [], rollout: { percentage: 0 }, serve: { variant: 'on' } },
      ],
    });
    ({ id } = await story.started({ flag: 'stepped', guards: [], waitSeconds: 3_600 }));
  });
  afterAll(() => story.end());

  const members = (segment: string, add: string[]) =>
    story.post(`${story.environment}/segments/${segment}/members`, { list: 'included', add });

  it('are those of segments that the flag names', async () => {
    expect(await restarts(() => members('beta', ['bob']))).toBe(true);
    expect(await restarts(() => members('beta', ['bob']))).toBe(false);
    const { transitions } = await story.read(id);
    expect(transitions.at(-1)).toMatchObject({ event: 'arms-edited' });
    const audit = await story.server.call('GET', '/api/v1/audit?action=rollout.evidence-restarted');
    expect((audit.body as { items: object[] }).items).toHaveLength(1);
  });

  it('are those of parents at any height, and of segments that these name', async () => {
    const enable = (key: string) => story.post(`${story.environment}/flags/${key}/enable`);
    expect(await restarts(() => enable('parent'))).toBe(true);
    expect(await restarts(() => enable('top'))).toBe(true);
    expect(await restarts(() => members('staff', ['bob']))).toBe(true);
    expect(await restarts(() => define('parent', { onShutdown: 'off', name: 'Parent' }))).toBe(
      false,
    );
  });

  it('are those of the prerequisites themselves', async () => {
    const prerequisites = [{ flag: 'parent' }, { flag: 'later' }];
    expect(await restarts(() => define('stepped', { prerequisites }))).toBe(true);
    expect(await restarts(() => story.post(`${story.environment}/flags/later/enable`))).toBe(true);
  });

  it('are those of an import that replaces a segment', async () => {
    const bring = async (key: string): Promise<void> => {
      const { body } = await story.server.call('GET', '/api/v1/projects/shop/export');
      const document = body as { segments: { key: string; included: string[] }[] };
      const segments = document.segments.map((one) =>
        one.key === key ? { ...one, included: [...one.included, 'eve'] } : one,
      );
      const request = { format: 'sluice', document: { ...document, segments } };
      expect((await story.post('/api/v1/projects/shop/import', request)).status).toBe(200);
    };
    expect(await restarts(() => bring('beta'))).toBe(true);
    expect(await restarts(() => bring('other'))).toBe(false);
  });

  it('are not those of strangers', async () => {
    expect(await restarts(() => members('other', ['bob']))).toBe(false);
    expect(await restarts(() => story.post(`${story.environment}/flags/stranger/enable`))).toBe(
      false,
    );
  });

  it('are those of a value that its control gets, and not those of a new variant', async () => {
    const variants = { old: 'A', new: 'B', spare: 'C' };
    await story.post(flags, { key: 'copy', type: 'string', variants });
    await configure('copy', { fallthrough: { variant: 'old' } });
    const asked = { flag: 'copy', serve: 'new', guards: [], waitSeconds: 3_600 };
    const { id: rollout } = await story.started(asked);
    const entryOf = async (): Promise<number> => (await story.read(rollout)).entry;
    const first = await entryOf();
    await define('copy', { variants: { ...variants, further: 'D' }, name: 'Copy' });
    expect(await entryOf()).toBe(first);
    await define('copy', { variants: { ...variants, further: 'D', old: 'a' } });
    expect(await entryOf()).toBe(first + 1);
  });
});
