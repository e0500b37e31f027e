import type { EvaluateResponse, ExplainedDetail, FlagConfig } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { CommandContext } from '../../command/command-context.js';
import { inParallel } from '../../command/in-parallel.js';
import { styleOf } from '../../ramp/style-of.js';
import { t, type Text } from '../../terminal/text.js';
import { shellWord } from '../../words/shell-word.js';
import { valueText } from '../../words/value-text.js';
import type { EvalOptions } from './evaluate.js';
import { overridingHosts } from './overriding-hosts.js';
import { refusingParent } from './parent-steps.js';
import { traceLines, type Story } from './trace-lines.js';

const AT_ONCE = 8;

/** What was asked, and what came of it. */
export interface Question {
  readonly answer: EvaluateResponse;
  readonly options: EvalOptions;
}

/** The decision about every flag in the answer, step by step, as the server traced it; `place` is the path of the environment. */
export async function explain(
  context: CommandContext,
  place: string,
  { answer, options }: Question,
): Promise<Text[]> {
  const { paint } = context.out;
  const { glyphs } = styleOf(context, Date.parse(answer.at));
  const stories = await inParallel(answer.details, AT_ONCE, async (detail) => {
    const head = heading(context, answer, detail);
    const story = await storyOf(context, place, detail);
    if (story === null) return [head];
    return [
      head,
      ...traceLines(story, { paint, glyphs }),
      ...whyParent(context, story, { answer, options }),
    ];
  });
  return stories.flatMap((story, index) => (index === 0 ? story : [t``, ...story]));
}

/** The trace with what it leaves out: what rules serve, and who overrides. Null where the server did not trace. */
async function storyOf(
  context: CommandContext,
  place: string,
  detail: ExplainedDetail,
): Promise<Story | null> {
  const { flag, trace } = detail;
  if (trace === undefined) return null;
  const [config, hosts] = await Promise.all([
    context.api.get<FlagConfig>(`${place}${pathOf`/flags/${flag}`}`),
    trace.override === undefined ? [] : overridingHosts(context, flag),
  ]);
  return { detail, trace, config, hosts };
}

/** How to ask on where a rule of a parent is what says no. */
function whyParent(
  context: CommandContext,
  { trace }: Story,
  { answer, options }: Question,
): Text[] {
  const parent = refusingParent(trace);
  if (parent === null) return [];
  const { user, at } = options;
  const said = [
    `--env ${shellWord(answer.environment)}${context.repeated}`,
    ...(user === undefined ? [] : [`--user ${shellWord(user)}`]),
    ...(at === undefined ? [] : [`--at ${shellWord(at)}`]),
  ];
  const command = `sluice eval ${shellWord(parent)} --explain ${said.join(' ')}`;
  return [context.out.paint.dim(t`    why ${parent}: ${command}`)];
}

function heading(
  { out }: CommandContext,
  { environment, revision, at }: EvaluateResponse,
  detail: ExplainedDetail,
): Text {
  const value = detail.value === undefined ? "the caller's default" : valueText(detail.value);
  const shown = detail.enabled ? out.paint.green(value) : out.paint.red(value);
  const untraced =
    detail.trace === undefined ? ' (the server explains 100 flags at once: name this one)' : '';
  const where = out.paint.dim(`${environment}, revision ${revision}, ${at}${untraced}`);
  return t`${out.paint.bold(detail.flag)} = ${shown}  ${where}`;
}
