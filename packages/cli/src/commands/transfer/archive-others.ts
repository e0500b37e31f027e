import type { ExportDocument } from '@sluice/protocol';
import { ApiFailure } from '../../api/api-failure.js';
import { pathOf } from '../../api/api-request.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import { t } from '../../terminal/text.js';
import { listText } from '../../words/value-text.js';
import type { RestoreOptions } from './restore-project.js';

/** A backup, and the project as it was before the restore. */
export interface Restored {
  readonly backup: ExportDocument;
  readonly current: ExportDocument;
}

/** Says which flags the backup does not know, and with `--archive-others` archives them, children before parents. */
export async function archiveOthers(
  context: CommandContext,
  restored: Restored,
  options: RestoreOptions,
): Promise<void> {
  const others = flagsNotIn(restored);
  if (others.length === 0) return;
  const { out } = context;
  if (options.archiveOthers !== true || options.dryRun === true) {
    out.note(
      `Not in the backup, and left as they are: ${listText(others)}. --archive-others archives them.`,
    );
    return;
  }
  await context.confirm(`Archive ${listText(others)}?`);
  for (const key of await archiveAll(context, others, options)) out.note(t`archived ${key}`);
}

function flagsNotIn({ backup, current }: Restored): string[] {
  const known = new Set(backup.flags.map(({ key }) => key));
  return current.flags
    .filter(({ key, archived }) => !archived && !known.has(key))
    .map(({ key }) => key);
}

/** What others still require waits until those are archived; fails with the refusal where that never comes. */
async function archiveAll(
  context: CommandContext,
  keys: readonly string[],
  { comment }: RestoreOptions,
): Promise<string[]> {
  const project = await context.projectPath();
  const archived: string[] = [];
  let waiting = [...keys];
  while (waiting.length > 0) {
    const refused: string[] = [];
    let refusal: unknown = null;
    for (const key of waiting) {
      const path = `${project}${pathOf`/flags/${key}/archive`}`;
      try {
        await write(
          context,
          { method: 'POST', path },
          { ...(comment !== undefined && { comment }) },
        );
        archived.push(key);
      } catch (error) {
        if (!(error instanceof ApiFailure)) throw error;
        refusal = error;
        refused.push(key);
      }
    }
    if (refused.length === waiting.length) throw refusal;
    waiting = refused;
  }
  return archived;
}
