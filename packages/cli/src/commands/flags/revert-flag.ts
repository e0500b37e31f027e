import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { positiveNumber } from '../../command/positive-number.js';
import { writeChange } from '../../command/write-change.js';
import type { WriteOptions } from '../../command/write-options.js';
import { withFlag } from './find-flag.js';

/** Options of `flags revert`. */
export interface RevertOptions extends WriteOptions {
  readonly definition?: boolean;
}

interface Versioned {
  readonly version: number;
}

/** Makes a flag or its configuration what it was; prints what that changed. */
export async function revertFlag(
  context: CommandContext,
  { args, options }: Input<RevertOptions>,
): Promise<void> {
  const [key = '', text] = args;
  const version = positiveNumber('version', text);
  if (version === undefined) throw usageError('To which version? sluice flags history shows them.');
  const place =
    options.definition === true
      ? await context.projectPath()
      : await context.environmentPath('write');
  const path = `${place}${pathOf`/flags/${key}`}`;
  const before = await withFlag(context, key, () => context.api.get<Versioned>(path));
  const change = { before, method: 'POST', path: `${path}/revert`, body: { version } } as const;
  await writeChange(context, change, options);
}
