import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { addAbortSignal } from 'node:stream';
import type { Io } from '../terminal/io.js';
import { usageError } from './cli-error.js';

const LARGEST_BYTES = 64 * 1024 * 1024;

type Source = Pick<Io, 'stdin' | 'cwd' | 'signal'>;

/** Text of a file, or of stdin for `-`. Exit code 2 where it cannot be read, 64 MiB at most; ends with Ctrl-C. */
export async function readInput({ stdin, cwd, signal }: Source, path: string): Promise<string> {
  if (path === '-') return readStream(addAbortSignal(signal, stdin));
  try {
    return await readFile(resolve(cwd, path), 'utf8');
  } catch (error) {
    throw usageError(`${path} cannot be read: ${(error as Error).message}.`);
  }
}

/** The JSON in a file, or on stdin for `-`. Exit code 2 where it is none. */
export async function readJsonInput(source: Source, path: string): Promise<unknown> {
  const text = await readInput(source, path);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw usageError(
      `${path === '-' ? 'stdin' : path} is not valid JSON: ${(error as Error).message}.`,
    );
  }
}

async function readStream(stream: Io['stdin']): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array | string);
    size += bytes.length;
    if (size > LARGEST_BYTES) throw usageError('stdin holds more than 64 MiB.');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
