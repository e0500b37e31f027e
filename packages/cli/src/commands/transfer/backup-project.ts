import { resolve } from 'node:path';
import type { Input } from '../../command/action.js';
import { CliError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { writeSecretFile } from '../../config/secret-file.js';
import { printableJson } from '../../terminal/printable.js';
import { counted } from '../../words/value-text.js';
import { readExport } from './export-project.js';

/** Options of `backup`. */
export interface BackupOptions {
  readonly output?: string;
}

/** Writes an export with mode 0600 and prints the name of the file. */
export async function backupProject(
  context: CommandContext,
  { options }: Input<BackupOptions>,
): Promise<void> {
  const document = await readExport(context);
  const file = options.output ?? `${document.project.key}-${timestamp(new Date())}.sluice.json`;
  try {
    writeSecretFile(resolve(context.io.cwd, file), `${printableJson(document)}\n`);
  } catch (error) {
    throw new CliError(`${file} cannot be written: ${(error as Error).message}.`);
  }
  const { out } = context;
  const { flags, segments, environments, audit } = document;
  out.result({ file, flags: flags.length, segments: segments.length, audit }, () => out.line(file));
  const parts = [
    counted(flags.length, 'flag'),
    counted(segments.length, 'segment'),
    counted(environments.length, 'environment'),
  ];
  out.note(
    out.notePaint.dim(
      `${parts.join(', ')}; SDK keys, tokens and history are not in it. Audit head ${audit.seq} ${audit.hash}`,
    ),
  );
}

/** `20261121T033000Z` */
function timestamp(now: Date): string {
  return now.toISOString().replace(/\.\d+|[-:]/g, '');
}
