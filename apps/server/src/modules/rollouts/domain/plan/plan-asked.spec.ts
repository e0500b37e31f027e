import { overTemplate, planMembers } from './plan-asked.js';

const CAREFUL = { strategy: 'custom', steps: '1,10,100', waitSeconds: 60, guards: [] } as const;

describe('overTemplate', () => {
  it('takes from the template what is left open', () => {
    const plan = overTemplate({ waitSeconds: 5, alsoDisable: ['other'] }, CAREFUL);
    expect(plan).toEqual({ ...CAREFUL, waitSeconds: 5, alsoDisable: ['other'] });
  });

  it('drops the steps of the template where another strategy is asked, and its strategy where steps are', () => {
    expect(planMembers(overTemplate({ strategy: 'fast' }, CAREFUL))).toEqual({
      strategy: 'fast',
      waitSeconds: 60,
      guards: [],
    });
    expect(planMembers(overTemplate({ steps: [50] }, { strategy: 'fast' }))).toEqual({
      steps: [50],
    });
  });
});
