import type { ImportReport } from '@sluice/protocol';
import type { CommandContext } from '../../command/command-context.js';
import { write, type Written } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';

const TIMEOUT_MS = 120_000;

/** What an import sends beside comment and confirmations. */
export interface ImportBody {
  readonly format: string;
  readonly document: unknown;
  readonly hierarchy?: unknown;
  readonly environments?: readonly string[];
  readonly createEnvironments?: boolean;
}

/** Sends an import, or has it tried with `dryRun`. */
export async function sendImport(
  context: CommandContext,
  body: ImportBody,
  options: WriteOptions,
): Promise<Written<ImportReport>> {
  const path = `${await context.projectPath()}/import`;
  return write<ImportReport>(
    context,
    { method: 'POST', path, body, timeoutMs: TIMEOUT_MS },
    options,
  );
}
