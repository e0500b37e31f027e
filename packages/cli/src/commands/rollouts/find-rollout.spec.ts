import type { RolloutView } from '@sluice/protocol';
import type { CommandContext } from '../../command/command-context.js';
import { activeOfFlag } from './find-rollout.js';

type Query = Readonly<Record<string, unknown>>;

/** An API that is asked for states one after the other, while the only rollout goes from one to the next. */
function changing(seen: (query: Query) => RolloutView['state'] | undefined): CommandContext {
  const page = (query: Query) => {
    const state = seen(query);
    const items = state === undefined ? [] : [{ id: 'r', rule: 'ramp', state }];
    return Promise.resolve({ items, nextCursor: null });
  };
  return {
    namedEnvironment: () => 'production',
    project: () => Promise.resolve('shop'),
    api: {
      get: (_path: string, query: Query) => page(query),
      list: (_path: string, query: Query) => page(query),
    },
  } as unknown as CommandContext;
}

describe('a rollout that changes its state while it is looked for', () => {
  it('is found where none of the states has it', async () => {
    const context = changing(({ state }) => (state === undefined ? 'paused' : undefined));
    expect(await activeOfFlag(context, 'f')).toMatchObject([{ id: 'r', state: 'paused' }]);
  });

  it('is one rollout where two of the states have it', async () => {
    const context = changing(({ state }) => (state ?? 'paused') as RolloutView['state']);
    expect(await activeOfFlag(context, 'f')).toHaveLength(1);
  });
});
