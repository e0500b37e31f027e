import { CliError, usageError } from '../command/cli-error.js';
import { EXIT } from '../command/exit-codes.js';
import type { Io } from './io.js';

type Streams = Pick<Io, 'stdin' | 'stderr' | 'signal'>;

/** True where a question can be asked: both stdin and stderr are terminals. */
export function canAsk({ stdin, stderr }: Pick<Io, 'stdin' | 'stderr'>): boolean {
  return stdin.isTTY === true && stderr.isTTY === true;
}

/** The answer to a yes-or-no question, on stderr; no is the default. Call only where {@link canAsk}. */
export async function askYesOrNo(io: Streams, message: string): Promise<boolean> {
  const { default: confirm } = await import('@inquirer/confirm');
  return interruptible(confirm({ message, default: false }, contextOf(io)));
}

/** A secret typed without echo. Refused with exit code 2 where nobody can be asked. */
export async function askSecret(io: Streams, message: string): Promise<string> {
  if (!canAsk(io))
    throw usageError(
      'There is no terminal to ask for the token on.',
      'Use --token-stdin or --token-file.',
    );
  const { default: password } = await import('@inquirer/password');
  return interruptible(password({ message, mask: false }, contextOf(io)));
}

function contextOf({ stdin, stderr, signal }: Streams): {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
  signal: AbortSignal;
} {
  return { input: stdin, output: stderr, signal };
}

async function interruptible<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && /^(ExitPromptError|AbortPromptError)$/.test(error.name)) {
      throw new CliError('Interrupted.', { exitCode: EXIT.interrupted });
    }
    throw error;
  }
}
