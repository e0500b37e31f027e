import type {
  Flag,
  Project,
  RolloutTemplate,
  SdkKeyAnswer,
  SegmentSummary,
  Token,
  Webhook,
} from '@sluice/protocol';
import { shortId, type Credential } from '../../command/chosen-credential.js';
import type { CommandContext } from '../../command/command-context.js';
import { readProfiles } from '../../config/profiles.js';
import { LOCAL_PROFILE } from '../../config/resolve-server.js';
import { credentialState } from '../../words/credential-state.js';
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
    case 'template':
      return described(
        (await api.list<RolloutTemplate>(`${await context.projectPath()}/rollout-templates`)).items,
      );
    case 'key':
      return credentials(
        (await api.list<SdkKeyAnswer>(`${await context.environmentPath('read')}/keys`)).items,
      );
    case 'token':
      return credentials((await api.list<Token>('/tokens')).items);
    case 'webhook':
      return (await api.list<Webhook>(`${await context.projectPath()}/webhooks`)).items.map(
        ({ id, name, urlHint }) => ({ word: shortId(id), what: `${name}, to ${urlHint}` }),
      );
    case 'profile':
      return [...Object.keys(readProfiles(io.env).profiles), LOCAL_PROFILE].map((word) => ({
        word,
        what: '',
      }));
  }
}

/** By the beginning of the id: names are not always unique, and may hold blanks. */
function credentials(items: readonly Credential[]): Candidate[] {
  return items
    .filter((one) => credentialState(one, new Date()).works)
    .map(({ id, name, hint }) => ({ word: shortId(id), what: `${name}, ends in ${hint}` }));
}

function described(items: readonly Named[]): Candidate[] {
  return items.map(({ key, name = '', description = '' }) => ({
    word: key,
    what: description === '' ? name : description,
  }));
}
