import type { EvaluateResponse, ExplainedDetail } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import { CliError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { EXIT } from '../../command/exit-codes.js';
import type { Cell } from '../../terminal/text.js';
import { valueText } from '../../words/value-text.js';
import { flagSuggestion } from '../flags/find-flag.js';
import { explain } from './explain.js';
import { parseUser } from './parse-user.js';
import { reasonText } from './reason-text.js';

/** Options of `eval`. */
export interface EvalOptions {
  readonly user?: string;
  readonly at?: string;
  readonly explain?: boolean;
}

/** Prints what a context gets; the exit code is 4 where the flag does not exist. */
export async function evaluate(
  context: CommandContext,
  { args, options }: Input<EvalOptions>,
): Promise<void> {
  const [key] = args;
  const user = await parseUser(context.io, options.user);
  const place = await context.environmentPath('read');
  const body = {
    context: user,
    ...(key !== undefined && { flag: key }),
    ...(options.at !== undefined && { at: options.at }),
    ...(options.explain === true && { explain: true }),
  };
  const answer = await context.api.post<EvaluateResponse>(`${place}/evaluate`, body);
  if (key !== undefined) await refuseUnknown(context, answer, key);
  const explained =
    options.explain === true && !context.out.json
      ? await explain(context, place, { answer, options })
      : null;
  context.out.result(answer, () => {
    if (explained !== null) context.out.lines(explained);
    else printRows(context, answer.details);
  });
}

async function refuseUnknown(
  context: CommandContext,
  { details }: EvaluateResponse,
  key: string,
): Promise<void> {
  if (details[0]?.errorCode !== 'FLAG_NOT_FOUND') return;
  const advice = await flagSuggestion(context, key);
  throw new CliError(`Flag ${key} does not exist here: programs get their own default.`, {
    exitCode: EXIT.refused,
    ...(advice !== null && { advice }),
  });
}

function printRows({ out }: CommandContext, details: readonly ExplainedDetail[]): void {
  const value = (detail: ExplainedDetail): Cell => {
    const text = detail.value === undefined ? "the caller's default" : valueText(detail.value);
    return detail.enabled ? out.paint.green(text) : text;
  };
  out.table(
    ['flag', 'value', 'variant', 'reason', 'because'],
    details.map((one) => [
      out.paint.bold(one.flag),
      value(one),
      one.variant,
      one.reason,
      reasonText(one),
    ]),
  );
}
