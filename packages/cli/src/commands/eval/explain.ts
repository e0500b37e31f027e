import type { EvaluateResponse, ExplainedDetail, Flag, FlagConfig } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { CommandContext } from '../../command/command-context.js';
import { inParallel } from '../../command/in-parallel.js';
import { t, type Text } from '../../terminal/text.js';
import { valueText } from '../../words/value-text.js';
import { explanationLines } from './explanation-lines.js';

const AT_ONCE = 8;

interface Question {
  readonly answer: EvaluateResponse;
  readonly user: Readonly<Record<string, unknown>>;
}

/** The decision about every flag that was asked for, step by step, in the order of docs/evaluation.md. */
export async function explain(
  context: CommandContext,
  place: string,
  question: Question,
): Promise<Text[]> {
  const { answer, user } = question;
  const body = { context: user, at: answer.at };
  const everything = await context.api.post<EvaluateResponse>(`${place}/evaluate`, body);
  const byKey = new Map(everything.details.map((detail) => [detail.flag, detail]));
  const project = await context.projectPath();
  const stories = await inParallel(answer.details, AT_ONCE, async (detail) => {
    const [flag, config] = await Promise.all([
      context.api.get<Flag>(`${project}${pathOf`/flags/${detail.flag}`}`),
      context.api.get<FlagConfig>(`${place}${pathOf`/flags/${detail.flag}`}`),
    ]);
    const steps = explanationLines(
      { flag, config, detail, others: byKey, user },
      context.out.paint,
    );
    return [heading(context, answer, detail), ...steps];
  });
  return stories.flatMap((story, index) => (index === 0 ? story : [t``, ...story]));
}

function heading(
  { out }: CommandContext,
  { environment, revision, at }: EvaluateResponse,
  detail: ExplainedDetail,
): Text {
  const value = detail.value === undefined ? "the caller's default" : valueText(detail.value);
  const shown = detail.enabled ? out.paint.green(value) : out.paint.red(value);
  const where = out.paint.dim(`${environment}, revision ${revision}, ${at}`);
  return t`${out.paint.bold(detail.flag)} = ${shown}  ${where}`;
}
