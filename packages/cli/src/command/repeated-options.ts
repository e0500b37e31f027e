import { setting } from '../config/setting.js';
import type { Io } from '../terminal/io.js';
import { shellWord } from '../words/shell-word.js';
import type { GlobalOptions } from './global-options.js';

/** The options, each after a blank, that a shown command needs so that it goes where this one went: project, profile and address as far as they were said. */
export function repeatedOptions(
  { project, profile, url }: Pick<GlobalOptions, 'project' | 'profile' | 'url'>,
  env: Io['env'],
): string {
  const isByToken = profile === undefined && setting(env, 'SLUICE_TOKEN') !== undefined;
  const isByUrl = (url ?? setting(env, 'SLUICE_URL')) !== undefined;
  const kept = isByToken || isByUrl ? undefined : setting(env, 'SLUICE_PROFILE');
  const said: readonly (readonly [string, string | undefined])[] = [
    ['--project', project ?? setting(env, 'SLUICE_PROJECT')],
    ['--profile', profile ?? kept],
    ['--url', url],
  ];
  return said
    .map(([option, value]) => (value === undefined ? '' : ` ${option} ${shellWord(value)}`))
    .join('');
}
