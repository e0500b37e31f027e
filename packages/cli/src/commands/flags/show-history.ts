import type { FlagVersion } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { positiveNumber } from '../../command/positive-number.js';
import { t } from '../../terminal/text.js';
import { differenceLines } from '../../words/difference-lines.js';
import { jsonDiff } from '../../words/json-diff.js';
import { withFlag } from './find-flag.js';

/** Options of `flags history`. */
export interface HistoryOptions {
  readonly definition?: boolean;
  readonly limit?: string;
}

/** Prints versions, newest first, each with what it changed. */
export async function showHistory(
  context: CommandContext,
  { args, options }: Input<HistoryOptions>,
): Promise<void> {
  const key = args[0] ?? '';
  const limit = positiveNumber('--limit', options.limit);
  const place =
    options.definition === true
      ? await context.projectPath()
      : await context.environmentPath('read');
  const page = await withFlag(context, key, () =>
    context.api.list<FlagVersion>(`${place}${pathOf`/flags/${key}/history`}`, {}, limit),
  );
  const { out } = context;
  out.result(page, () => {
    for (const version of page.items) printVersion(context, version);
  });
}

function printVersion(
  { out }: CommandContext,
  { version, at, actor, comment, before, after }: FlagVersion,
): void {
  const { paint } = out;
  const said = comment === '' ? t`` : t`  ${paint.cyan(`“${comment}”`)}`;
  out.line(t`${paint.bold(`version ${version}`)}  ${at}  ${actor}${said}`);
  if (before === null) out.line(paint.dim('  created'));
  else out.lines(differenceLines(jsonDiff(before, after), paint).map((line) => t`  ${line}`));
}
