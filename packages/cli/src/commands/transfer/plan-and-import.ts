import type { ExportDocument, ImportReport } from '@sluice/protocol';
import { ApiFailure } from '../../api/api-failure.js';
import { CliError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { EXIT } from '../../command/exit-codes.js';
import type { Written } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { askYesOrNo, canAsk } from '../../terminal/prompt.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { sendImport, type ImportBody } from './import-request.js';
import { planLines } from './plan-lines.js';
import { printCounts, printRefusals, warningsOnly } from './print-report.js';

/** What is to be imported, and what it is compared with; null where nothing is to be shown. */
export interface Wanted {
  readonly body: ImportBody;
  readonly current: ExportDocument | null;
}

/** What import and restore share: has it tried, shows every difference, asks, does it. Returns false where nothing was imported. */
export async function planAndImport(
  context: CommandContext,
  wanted: Wanted,
  options: WriteOptions,
): Promise<boolean> {
  const { body, current } = wanted;
  const { out } = context;
  const plan = await tryImport(context, body, options);
  const { created, changed } = plan.result.counts;
  if (current !== null) out.lines(planLines({ plan, body, current }, out.paint));
  if (options.dryRun === true || created + changed === 0) {
    const answer = options.dryRun === true ? plan.answer : plan.result;
    out.result(answer, () => printCounts(context, plan.result));
    if (options.dryRun === true) noteOutcome(context, plan);
    return false;
  }
  await context.confirm(`Import this into ${await context.project()} on ${context.server.url}?`);
  const done = await sendImport(context, body, { ...options, confirm: plan.confirmed });
  out.result(done.answer, () => printCounts(context, done.result));
  return true;
}

/** A dry run; where only warnings stand in the way, asks whether they are meant. */
async function tryImport(
  context: CommandContext,
  body: ImportBody,
  options: WriteOptions,
): Promise<Written<ImportReport>> {
  try {
    return await sendImport(context, body, { ...options, dryRun: true });
  } catch (error) {
    const isRefused = error instanceof ApiFailure && error.body.code === 'IMPORT_REFUSED';
    if (!isRefused || context.out.json) throw error;
    const report = error.body.details;
    printRefusals(context, report);
    const warnings = warningsOnly(report);
    if (warnings.length === 0 || !canAsk(context.io)) throw error;
    if (!(await askYesOrNo(context.io, `Import it all the same (${warnings.join(', ')})?`))) {
      throw new CliError('Nothing was changed.', { exitCode: EXIT.refused });
    }
    const confirm = [...(options.confirm ?? []), ...warnings];
    return sendImport(context, body, { ...options, confirm, dryRun: true });
  }
}
