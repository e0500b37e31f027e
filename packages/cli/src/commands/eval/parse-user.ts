import { usageError } from '../../command/cli-error.js';
import { readJsonInput } from '../../command/read-input.js';
import type { Io } from '../../terminal/io.js';

/** The evaluation context that `--user` stands for: a JSON object, `@file` with one, or a bare id. None is nobody in particular. */
export async function parseUser(
  io: Pick<Io, 'stdin' | 'cwd' | 'signal'>,
  text: string | undefined,
): Promise<Record<string, unknown>> {
  if (text === undefined) return {};
  if (text.startsWith('@')) return contextOf(await readJsonInput(io, text.slice(1)), text);
  if (!text.trimStart().startsWith('{')) return { id: text };
  try {
    return contextOf(JSON.parse(text), text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw usageError(
      `--user is not valid JSON: ${error.message}.`,
      'Quote it for the shell: --user \'{"id": "cora"}\'.',
    );
  }
}

function contextOf(value: unknown, text: string): Record<string, unknown> {
  if (typeof value === 'string') return { id: value };
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw usageError(`--user ${text} is no object.`);
}
