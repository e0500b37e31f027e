import type { ExportDocument, Project } from '@sluice/protocol';
import { ApiFailure } from '../../api/api-failure.js';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import { usageError } from '../../command/cli-error.js';
import { CommandContext } from '../../command/command-context.js';
import { readJsonInput } from '../../command/read-input.js';
import { write } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { t } from '../../terminal/text.js';
import { archiveOthers } from './archive-others.js';
import { readExport } from './export-project.js';
import { planAndImport } from './plan-and-import.js';

/** Options of `restore`. */
export interface RestoreOptions extends WriteOptions {
  readonly archiveOthers?: boolean;
}

/** Brings a backup back into the project it was made of, or the one named; creates the project where it is missing. */
export async function restoreProject(
  parent: CommandContext,
  { args, options }: Input<RestoreOptions>,
): Promise<void> {
  const document = await readBackup(parent, args[0] ?? '');
  const key = parent.globals.project ?? document.project.key;
  const context = new CommandContext(parent.io, { ...parent.globals, project: key });
  const exists = await projectExists(context, key);
  if (!exists && !(await createProject(context, document, options))) return;
  const current = await readExport(context);
  const present = new Set(current.environments.map(({ key: one }) => one));
  const lacksSome = document.environments.some((one) => !present.has(one.key));
  const body = { format: 'sluice', document, ...(lacksSome && { createEnvironments: true }) };
  await planAndImport(context, { body, current: context.out.json ? null : current }, options);
  noteShutdowns(context, document);
  await archiveOthers(context, { backup: document, current }, options);
}

async function readBackup({ io }: CommandContext, file: string): Promise<ExportDocument> {
  const document = (await readJsonInput(io, file)) as Partial<ExportDocument> | null;
  if (
    document?.format === 'sluice' &&
    typeof document.project?.key === 'string' &&
    [document.flags, document.segments, document.environments].every(Array.isArray)
  ) {
    return document as ExportDocument;
  }
  throw usageError(`${file} is no backup of Sluice.`, 'For files of other systems: sluice import.');
}

/** Archived ones too: those are not created again but have to be restored. */
async function projectExists({ api }: CommandContext, key: string): Promise<boolean> {
  try {
    await api.get<Project>(pathOf`/projects/${key}`);
    return true;
  } catch (error) {
    if (error instanceof ApiFailure && error.body.code === 'NOT_FOUND') return false;
    throw error;
  }
}

/** False where it was only a dry run: into what does not exist nothing can be tried. */
async function createProject(
  context: CommandContext,
  { project }: ExportDocument,
  options: WriteOptions,
): Promise<boolean> {
  const key = await context.project();
  const { out } = context;
  if (options.dryRun === true) {
    out.result({ dryRun: true, result: { project: key, created: true } }, () =>
      out.line(`would create project ${key} and everything in the backup`),
    );
    return false;
  }
  await context.confirm(`There is no project ${key} on ${context.server.url}. Create it?`);
  const body = { key, name: project.name, description: project.description };
  const { comment } = options;
  await write(
    context,
    { method: 'POST', path: '/projects', body },
    { ...(comment !== undefined && { comment }) },
  );
  out.note(t`created project ${key}`);
  return true;
}

/** A backup knows where the shutdown was engaged; only people engage and release it. */
function noteShutdowns({ out }: CommandContext, { environments }: ExportDocument): void {
  const engaged = environments.filter(({ shutdown }) => shutdown).map(({ key }) => key);
  if (engaged.length > 0) {
    out.warn(
      `When the backup was made, the shutdown was engaged in ${engaged.join(', ')}. A restore neither engages nor releases it.`,
    );
  }
}
