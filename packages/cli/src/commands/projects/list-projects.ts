import type { Project } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';

/** Options of `projects list`. */
export interface ProjectListOptions {
  readonly archived?: boolean;
}

/** Lists projects. */
export async function listProjects(
  { api, out }: CommandContext,
  { options }: Input<ProjectListOptions>,
): Promise<void> {
  const page = await api.list<Project>('/projects', { archived: options.archived === true });
  out.result(page, () => {
    out.table(
      ['project', 'name', 'description'],
      page.items.map(({ key, name, description }) => [out.paint.bold(key), name, description]),
    );
  });
}
