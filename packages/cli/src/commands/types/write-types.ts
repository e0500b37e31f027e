import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Flag } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import { CliError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { EXIT, type ExitCode } from '../../command/exit-codes.js';
import { t } from '../../terminal/text.js';
import { declarationsOf } from './declarations-of.js';

/** Options of `types`. */
export interface TypesOptions {
  readonly output: string;
  readonly module: string;
  readonly check?: boolean;
}

/** Writes the declarations, or checks that they are up to date. */
export async function writeTypes(
  context: CommandContext,
  { options }: Input<TypesOptions>,
): Promise<ExitCode> {
  const { output, module, check } = options;
  const { out, io } = context;
  const page = await context.api.list<Flag>(`${await context.projectPath()}/flags`);
  const text = declarationsOf(page.items, module);
  if (output === '-') {
    out.raw(text);
    return EXIT.completed;
  }
  const file = resolve(io.cwd, output);
  const isCurrent = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (check === true && !isCurrent) {
    throw new CliError(`${output} is not what the flags of ${await context.project()} are.`, {
      advice: 'Run `sluice types` and commit the file.',
    });
  }
  if (!isCurrent) await writeText(file, text);
  out.result({ file: output, flags: page.items.length, changed: !isCurrent }, () => {
    out.line(t`${output}  ${isCurrent ? 'up to date' : 'written'}, ${page.items.length} flags`);
  });
  return EXIT.completed;
}

async function writeText(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new CliError(`${file} cannot be written: ${(error as Error).message}.`);
  }
}
