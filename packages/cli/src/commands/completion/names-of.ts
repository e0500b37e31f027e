import type { Flag, Project, SegmentSummary } from '@sluice/protocol';
import type { CommandContext } from '../../command/command-context.js';
import { readProfiles } from '../../config/profiles.js';
import { LOCAL_PROFILE } from '../../config/resolve-server.js';
import type { Candidate, NameKind } from './candidates-of.js';

interface Named {
  readonly key: string;
  readonly name?: string;
  readonly description?: string;
}

/** Every name of a kind that there is, with its description. */
export async function namesOf(context: CommandContext, kind: NameKind): Promise<Candidate[]> {
  const { api, io } = context;
  switch (kind) {
    case 'flag':
      return described((await api.list<Flag>(`${await context.projectPath()}/flags`)).items);
    case 'segment':
      return described(
        (await api.list<SegmentSummary>(`${await context.environmentPath('read')}/segments`)).items,
      );
    case 'environment':
      return described(await context.environments());
    case 'project':
      return described((await api.list<Project>('/projects')).items);
    case 'profile':
      return [...Object.keys(readProfiles(io.env).profiles), LOCAL_PROFILE].map((word) => ({
        word,
        what: '',
      }));
  }
}

function described(items: readonly Named[]): Candidate[] {
  return items.map(({ key, name = '', description = '' }) => ({
    word: key,
    what: description === '' ? name : description,
  }));
}
