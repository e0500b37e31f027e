import type { ApiClient } from '../api/api-client.js';
import type { CliError } from '../command/cli-error.js';
import { resolveProject } from './resolve-project.js';

function apiWith(keys: { readonly active: string[]; readonly archived: string[] }): ApiClient {
  const list = (_path: string, { archived }: { archived?: boolean } = {}) =>
    Promise.resolve({
      items: (archived === true ? keys.archived : keys.active).map((key) => ({ key })),
      nextCursor: null,
    });
  return { list } as unknown as ApiClient;
}

describe('the project to work on', () => {
  it('is the one named, else the only one', async () => {
    const api = apiWith({ active: ['shop'], archived: ['old'] });
    expect(await resolveProject('other', api)).toBe('other');
    expect(await resolveProject(undefined, api)).toBe('shop');
    expect(await resolveProject('', api)).toBe('shop');
  });

  it.each([
    [{ active: ['a', 'b'], archived: [] }, 'Which project? There are a, b.', '--project KEY'],
    [{ active: [], archived: [] }, 'There is no project that you may see.', 'projects create'],
    [
      { active: [], archived: ['shop'] },
      'Every project that you may see is archived: shop.',
      'Give --project KEY, or bring it back: sluice projects restore KEY.',
    ],
  ])('is asked for where it is not clear: %j', async (keys, message, advice) => {
    const refusal = resolveProject(undefined, apiWith(keys));
    await expect(refusal).rejects.toMatchObject({ message, exitCode: 2 });
    const { advice: given } = (await refusal.catch((error: unknown) => error)) as CliError;
    expect(given).toContain(advice);
  });
});
