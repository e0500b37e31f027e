import type { Me } from '@sluice/protocol';
import { resolve } from 'node:path';
import { ApiClient } from '../../api/api-client.js';
import type { Input } from '../../command/action.js';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import type { GlobalOptions } from '../../command/global-options.js';
import { readInput } from '../../command/read-input.js';
import { profilesPath, readProfiles, writeProfiles, type Profile } from '../../config/profiles.js';
import { LOCAL_PROFILE } from '../../config/resolve-server.js';
import { readNamedSecret } from '../../config/secret-file.js';
import { isReadableOnTheWay, serverUrl } from '../../config/server-url.js';
import { setting } from '../../config/setting.js';
import { askSecret } from '../../terminal/prompt.js';
import { t } from '../../terminal/text.js';
import { grantText } from '../../words/grant-text.js';

/** Options of `login`. */
export interface LoginOptions {
  readonly tokenStdin?: boolean;
  readonly tokenFile?: string;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Asks for a token, tries it, and keeps it as a profile that is used from now on. */
export async function login(
  context: CommandContext,
  { options }: Input<LoginOptions>,
): Promise<void> {
  const { io, globals, out } = context;
  const name = globals.profile ?? setting(io.env, 'SLUICE_PROFILE') ?? 'default';
  if (!NAME.test(name) || name === LOCAL_PROFILE) {
    throw usageError(
      `A profile cannot be called '${name}'.`,
      `Letters, digits, dots, hyphens; '${LOCAL_PROFILE}' is the server of this folder.`,
    );
  }
  const known = readProfiles(io.env);
  const url = urlOf(context, known.profiles[name]);
  if (isReadableOnTheWay(url))
    out.warn(`${url} is not encrypted: whoever is on the way can read the token.`);
  const token = await tokenOf(context, options, url);
  const me = await new ApiClient({ url, token }, context.signal).get<Me>('/me');
  const profile = { url, token, ...placeOf(globals) };
  writeProfiles(io.env, { current: name, profiles: { ...known.profiles, [name]: profile } });
  out.result(me, () => {
    out.line(
      t`logged in to ${url} as ${out.paint.bold(me.name)} (${me.grants.map(grantText).join(', ')})`,
    );
    out.note(out.notePaint.dim(`profile ${name}, kept in ${profilesPath(io.env)}`));
  });
}

function urlOf({ globals, io }: CommandContext, before: Profile | undefined): string {
  const url = globals.url ?? setting(io.env, 'SLUICE_URL') ?? before?.url;
  if (url === undefined)
    throw usageError('Which server?', 'sluice login --url https://flags.example.com');
  return serverUrl(url);
}

function placeOf({ project, env }: GlobalOptions): Pick<Profile, 'project' | 'environment'> {
  return {
    ...(project !== undefined && { project }),
    ...(env !== undefined && { environment: env }),
  };
}

async function tokenOf(
  { io }: CommandContext,
  options: LoginOptions,
  url: string,
): Promise<string> {
  const token = (await readToken(io, options, url)).trim();
  if (/^slu_(srv|cli)_/.test(token)) {
    throw usageError(
      'That is a key for SDKs, not a token.',
      'Tokens begin with slu_pat_ or slu_svc_; an admin makes one with `sluice tokens create`.',
    );
  }
  if (token === '' || /[^\x21-\x7e]/.test(token))
    throw usageError('That is no token: it is empty or holds blanks.');
  return token;
}

async function readToken(
  io: CommandContext['io'],
  options: LoginOptions,
  url: string,
): Promise<string> {
  if (options.tokenStdin === true) return readInput(io, '-');
  if (options.tokenFile === undefined) return askSecret(io, `Token for ${url}:`);
  const text = await readNamedSecret(resolve(io.cwd, options.tokenFile));
  if (text === null) throw usageError(`There is no file ${options.tokenFile}.`);
  return text;
}
