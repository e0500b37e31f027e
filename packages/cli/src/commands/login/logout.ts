import type { Input } from '../../command/action.js';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { readProfiles, writeProfiles } from '../../config/profiles.js';
import { setting } from '../../config/setting.js';
import { t } from '../../terminal/text.js';

/** Forgets the profile in use, or the one named. */
export function logout(context: CommandContext): Promise<void> {
  const { globals, io } = context;
  const name = globals.profile ?? setting(io.env, 'SLUICE_PROFILE') ?? readProfiles(io.env).current;
  if (name === null)
    return Promise.reject(usageError('No profile is in use.', '`sluice profiles` shows them.'));
  return forget(context, name);
}

/** Forgets the profile named. */
export function removeProfile(context: CommandContext, { args }: Input<object>): Promise<void> {
  return forget(context, args[0] ?? '');
}

function forget({ io, out }: CommandContext, name: string): Promise<void> {
  const { current, profiles } = readProfiles(io.env);
  if (!Object.hasOwn(profiles, name)) {
    return Promise.reject(
      usageError(`There is no profile '${name}'.`, '`sluice profiles` shows them.'),
    );
  }
  const kept = Object.fromEntries(Object.entries(profiles).filter(([key]) => key !== name));
  writeProfiles(io.env, { current: current === name ? null : current, profiles: kept });
  out.result({ removed: name }, () => out.line(t`forgot profile ${out.paint.bold(name)}`));
  out.note(out.notePaint.dim('The token itself still works: `sluice tokens revoke` ends it.'));
  return Promise.resolve();
}
