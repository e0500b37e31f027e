import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { readInput } from '../../command/read-input.js';

/** Text of a file of the user's, named from where they are; exit code 2 where it cannot be read. */
export async function textFrom({ io }: Pick<CommandContext, 'io'>, file: string): Promise<string> {
  if (file === '-') return readInput(io, file);
  const path = resolve(io.cwd, file);
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw usageError(`Cannot read ${path}: ${(error as Error).message}`);
  }
}

/** JSON in a file of the user's, `-` for stdin; exit code 2 where it is none. */
export async function jsonFrom(
  context: Pick<CommandContext, 'io'>,
  file: string,
): Promise<unknown> {
  const content = await textFrom(context, file);
  try {
    return JSON.parse(content);
  } catch (error) {
    throw usageError(`${file === '-' ? 'stdin' : file} is no JSON: ${(error as Error).message}`);
  }
}
