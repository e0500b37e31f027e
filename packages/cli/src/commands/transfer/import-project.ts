import type { Input } from '../../command/action.js';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { readJsonInput } from '../../command/read-input.js';
import type { WriteOptions } from '../../command/write-options.js';
import { readExport } from './export-project.js';
import type { ImportBody } from './import-request.js';
import { planAndImport } from './plan-and-import.js';

/** Options of `import`. */
export interface ImportOptions extends WriteOptions {
  readonly format?: string;
  readonly hierarchy?: string;
  readonly into?: readonly string[];
  readonly createEnvironments?: boolean;
}

/** Shows what an import would change, asks, and does it. */
export async function importProject(
  context: CommandContext,
  { args, options }: Input<ImportOptions>,
): Promise<void> {
  const body = await importBody(context, args[0] ?? '', options);
  const current = context.out.json ? null : await readExport(context);
  await planAndImport(context, { body, current }, options);
}

async function importBody(
  context: CommandContext,
  file: string,
  options: ImportOptions,
): Promise<ImportBody> {
  const { hierarchy, into, createEnvironments } = options;
  const document = await readJsonInput(context.io, file);
  return {
    format: options.format ?? formatOf(document, file),
    document,
    ...(hierarchy !== undefined && { hierarchy: await readJsonInput(context.io, hierarchy) }),
    ...(into !== undefined && { environments: into }),
    ...(createEnvironments === true && { createEnvironments }),
  };
}

/** A `sluice` document says so; the flags of a `genesis` file have a `rollout_strategy` each. */
export function formatOf(document: unknown, file: string): string {
  const { format } = (document ?? {}) as { format?: unknown };
  if (typeof format === 'string') return format;
  if (JSON.stringify(document ?? null).includes('"rollout_strategy"')) return 'genesis';
  throw usageError(`${file} does not tell its format.`, 'Say --format sluice or --format genesis.');
}
