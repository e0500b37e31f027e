import type { Input } from '../../command/action.js';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { readProfiles, writeProfiles } from '../../config/profiles.js';
import { LOCAL_PROFILE } from '../../config/resolve-server.js';
import { t } from '../../terminal/text.js';

/** Uses a profile from now on; `local` goes back to the server of the folder. */
export function useProfile({ io, out }: CommandContext, { args }: Input<object>): Promise<void> {
  const name = args[0] ?? '';
  const { profiles } = readProfiles(io.env);
  if (name !== LOCAL_PROFILE && !Object.hasOwn(profiles, name)) {
    const known = [...Object.keys(profiles), LOCAL_PROFILE].join(', ');
    return Promise.reject(usageError(`There is no profile '${name}'.`, `There are: ${known}.`));
  }
  writeProfiles(io.env, { current: name === LOCAL_PROFILE ? null : name, profiles });
  out.result({ current: name }, () => out.line(t`using profile ${out.paint.bold(name)}`));
  return Promise.resolve();
}
