import type { FlagConfig, UpdateFlagConfig } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { readJsonInput } from '../../command/read-input.js';
import { writeChange } from '../../command/write-change.js';
import { changedRules } from './changed-rules.js';
import { changedTargets } from './changed-targets.js';
import { withFlag } from './find-flag.js';
import { refuseWithoutEffect } from './refuse-without-effect.js';
import { parseServe } from './parse-serve.js';
import type { SetOptions } from './set-options.js';

/** Changes who gets what in one environment; prints what that changed. */
export async function setFlag(
  context: CommandContext,
  { args, options }: Input<SetOptions>,
): Promise<void> {
  const key = args[0] ?? '';
  const path = `${await context.environmentPath('write')}${pathOf`/flags/${key}`}`;
  const before = await withFlag(context, key, () => context.api.get<FlagConfig>(path));
  const patch = patchOf(before, options);
  if (options.percentage !== undefined) refuseWithoutEffect(before, patch);
  const body = { ...(await given(context, options)), ...patch };
  if (Object.keys(body).length === 0) {
    throw usageError('Nothing to change was named.', 'sluice flags set --help shows what can be.');
  }
  await writeChange(context, { before, method: 'PATCH', path, body }, options);
}

async function given(context: CommandContext, { from }: SetOptions): Promise<object> {
  if (from === undefined) return {};
  const value = await readJsonInput(context.io, from);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw usageError(`${from} does not hold a JSON object.`);
}

const RULE_OPTIONS = ['percentage', 'rule', 'variant', 'when', 'removeRule'] as const;

/** The members of a configuration that the options change. */
export function patchOf(before: FlagConfig, options: SetOptions): UpdateFlagConfig {
  const { fallthrough, offVariant, target, untarget, enable } = options;
  const touchesRules = RULE_OPTIONS.some((name) => options[name] !== undefined);
  return {
    ...(touchesRules && { rules: changedRules(before.rules, options) }),
    ...((target ?? untarget) !== undefined && { targets: changedTargets(before.targets, options) }),
    ...(fallthrough !== undefined && { fallthrough: parseServe(fallthrough, before.fallthrough) }),
    ...(offVariant !== undefined && { offVariant: offVariant === 'none' ? null : offVariant }),
    ...(enable === true && { enabled: true }),
  };
}
