import { homedir } from 'node:os';
import { join } from 'node:path';
import { CliError } from '../command/cli-error.js';
import type { Io } from '../terminal/io.js';
import { readSecretFile, writeSecretFile } from './secret-file.js';
import { setting } from './setting.js';

/** One server with its token, and what to work on there unless said otherwise. */
export interface Profile {
  readonly url: string;
  readonly token: string;
  readonly project?: string;
  readonly environment?: string;
}

/** All profiles; `current` names the one that is used when none is. */
export interface Profiles {
  readonly current: string | null;
  readonly profiles: Readonly<Record<string, Profile>>;
}

const NONE: Profiles = { current: null, profiles: {} };

/** Where profiles are kept: `$XDG_CONFIG_HOME/sluice/credentials.json`, by default below `~/.config`. */
export function profilesPath(env: Io['env']): string {
  const home = setting(env, 'HOME') ?? homedir();
  const base = setting(env, 'XDG_CONFIG_HOME') ?? join(home, '.config');
  return join(base, 'sluice', 'credentials.json');
}

/** The profiles kept; none where there is no file. Refused where the file is readable by others or damaged. */
export function readProfiles(env: Io['env']): Profiles {
  const path = profilesPath(env);
  const text = readSecretFile(path);
  if (text === null) return NONE;
  const parsed = parseProfiles(text);
  if (parsed === null) {
    throw new CliError(`${path} does not hold profiles of Sluice.`, {
      advice: 'Move it away and log in again.',
    });
  }
  return parsed;
}

/** Keeps them, readable by their owner only. */
export function writeProfiles(env: Io['env'], profiles: Profiles): void {
  writeSecretFile(profilesPath(env), `${JSON.stringify(profiles, null, 2)}\n`);
}

function parseProfiles(text: string): Profiles | null {
  try {
    const { current, profiles } = JSON.parse(text) as Partial<Profiles>;
    if (typeof profiles !== 'object' || !Object.values(profiles).every(isProfile)) return null;
    return { current: typeof current === 'string' ? current : null, profiles };
  } catch {
    return null;
  }
}

function isProfile(value: unknown): value is Profile {
  const { url, token, project, environment } = (value ?? {}) as Record<string, unknown>;
  const given = [url, token].every((one) => typeof one === 'string');
  return (
    given && [project, environment].every((one) => one === undefined || typeof one === 'string')
  );
}
