import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ExportDocument } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import { CliError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { t } from '../../terminal/text.js';
import { counted } from '../../words/value-text.js';
import { printableJson } from '../../terminal/printable.js';

/** Options of `export`. */
export interface ExportOptions {
  readonly output?: string;
}

const TIMEOUT_MS = 120_000;

/** Reads a whole project. */
export async function readExport(context: CommandContext): Promise<ExportDocument> {
  const path = `${await context.projectPath()}/export`;
  return (await context.api.request<ExportDocument>({ method: 'GET', path, timeoutMs: TIMEOUT_MS }))
    .body;
}

/** Prints the document, or writes it to a file. */
export async function exportProject(
  context: CommandContext,
  { options }: Input<ExportOptions>,
): Promise<void> {
  const document = await readExport(context);
  const text = `${printableJson(document)}\n`;
  const { output } = options;
  const { out, io } = context;
  if (output === undefined || output === '-') {
    out.raw(text);
    return;
  }
  try {
    await writeFile(resolve(io.cwd, output), text);
  } catch (error) {
    throw new CliError(`${output} cannot be written: ${(error as Error).message}.`);
  }
  const what = `${counted(document.flags.length, 'flag')}, ${counted(document.segments.length, 'segment')}`;
  const { flags, segments } = document;
  out.result({ file: output, flags: flags.length, segments: segments.length }, () => undefined);
  out.note(t`exported ${document.project.key} to ${output} (${what})`);
}
