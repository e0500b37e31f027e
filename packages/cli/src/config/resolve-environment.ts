import type { Environment } from '@sluice/protocol';
import { usageError } from '../command/cli-error.js';

/** Whether a command only looks, or changes what users get. */
export type Purpose = 'read' | 'write';

/**
 * The environment to work on where none was named: the only one; for reads also the only protected one (that is
 * what people on call ask about), else the first by position. Writes never guess: exit code 2 with the choice.
 */
export function defaultEnvironment(
  environments: readonly Pick<Environment, 'key' | 'protected'>[],
  purpose: Purpose,
): string {
  const [first, ...others] = environments;
  if (first === undefined) throw usageError('This project has no environment that you may see.');
  if (others.length === 0) return first.key;
  if (purpose === 'read') {
    const [guarded, ...more] = environments.filter((one) => one.protected);
    return guarded !== undefined && more.length === 0 ? guarded.key : first.key;
  }
  throw usageError(
    `Which environment? There are ${environments.map(({ key }) => key).join(', ')}.`,
    'Give --env KEY, or set SLUICE_ENV.',
  );
}
