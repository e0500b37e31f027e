import { CliError, usageError } from '../command/cli-error.js';
import type { Io } from '../terminal/io.js';
import { findLocalServer } from './local-server.js';
import { readProfiles, type Profile } from './profiles.js';
import { serverUrl } from './server-url.js';
import { setting } from './setting.js';

/** Name under which the server found in this folder can be asked for. */
export const LOCAL_PROFILE = 'local';

/** What the command line says about where to go. */
export interface ServerOptions {
  readonly url?: string | undefined;
  readonly profile?: string | undefined;
}

/** The server a command talks to, and where that was found. */
export interface ResolvedServer extends Profile {
  /** For people: `profile prod`, `SLUICE_TOKEN`, `…/.sluice/credentials.json`. */
  readonly source: string;
}

/**
 * The server to talk to: `--profile`, else SLUICE_TOKEN with its address, else SLUICE_PROFILE, else the profile in
 * use, else the server of this folder. A token is only ever sent to the address it was kept or given with.
 */
export function resolveServer(options: ServerOptions, io: Pick<Io, 'env' | 'cwd'>): ResolvedServer {
  const { env } = io;
  const url =
    options.url ?? (options.profile === undefined ? setting(env, 'SLUICE_URL') : undefined);
  const wanted = url === undefined ? undefined : serverUrl(url);
  if (options.profile === undefined && setting(env, 'SLUICE_TOKEN') !== undefined) {
    return withToken(env.SLUICE_TOKEN ?? '', wanted);
  }
  const found = wanted === undefined ? byName(options, io) : byUrl(wanted, options, io);
  if (found !== null) return found;
  throw new CliError(
    wanted === undefined
      ? 'No server is configured, and none was started in this folder.'
      : `There is no token for ${wanted}.`,
    {
      exitCode: 2,
      advice:
        'Run `npm start` in this folder, or `sluice login --url https://…`, or set SLUICE_URL and SLUICE_TOKEN.',
    },
  );
}

function withToken(token: string, url: string | undefined): ResolvedServer {
  if (url === undefined) {
    throw usageError(
      'SLUICE_TOKEN is set, but not where it belongs to.',
      'Set SLUICE_URL as well, or give --url.',
    );
  }
  return { url, token, source: 'SLUICE_TOKEN' };
}

function byName(options: ServerOptions, io: Pick<Io, 'env' | 'cwd'>): ResolvedServer | null {
  const named = options.profile ?? setting(io.env, 'SLUICE_PROFILE');
  if (named === LOCAL_PROFILE) return local(io);
  const { current, profiles } = readProfiles(io.env);
  const name = named ?? current;
  if (name === null) return local(io);
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (profile !== undefined) return { ...profile, source: `profile ${name}` };
  const known = [...Object.keys(profiles), LOCAL_PROFILE].join(', ');
  throw usageError(
    `There is no profile '${name}'.`,
    `Profiles: ${known}. \`sluice login --profile ${name}\` makes one.`,
  );
}

/** The token kept for that address. */
function byUrl(
  url: string,
  options: ServerOptions,
  io: Pick<Io, 'env' | 'cwd'>,
): ResolvedServer | null {
  if (options.profile !== undefined) {
    const found = byName(options, io);
    if (found === null || serverUrl(found.url) === url) return found;
    throw usageError(`Profile '${options.profile}' belongs to ${found.url}, not to ${url}.`);
  }
  const kept = Object.entries(readProfiles(io.env).profiles).find(([, one]) => one.url === url);
  if (kept !== undefined) return { ...kept[1], source: `profile ${kept[0]}` };
  const here = local(io);
  return here !== null && serverUrl(here.url) === url ? here : null;
}

function local(io: Pick<Io, 'env' | 'cwd'>): ResolvedServer | null {
  const server = findLocalServer(io);
  if (server === null) return null;
  if (server.token !== null)
    return { url: serverUrl(server.url), token: server.token, source: server.path };
  throw new CliError(
    `The server in this folder (${server.url}) keeps no token: it was given SLUICE_ADMIN_TOKEN.`,
    {
      exitCode: 2,
      advice: `Log in with that token: sluice login --url ${server.url}`,
    },
  );
}
