import { spawn } from 'node:child_process';
import type { Identity } from './privileges.js';
import { spawnOptions } from './spawn-options.js';

/** What a finished program said; `exitCode` is null when a signal ended it. */
export interface ProgramResult {
  readonly exitCode: number | null;
  readonly output: string;
}

/** Where and as whom a program runs. */
export interface ProgramSurroundings {
  readonly cwd: string;
  readonly identity: Identity | undefined;
}

/** Runs a program to its end; rejects only when it cannot be started at all. */
export function runProgram(
  file: string,
  args: readonly string[],
  { cwd, identity }: ProgramSurroundings,
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, spawnOptions(cwd, identity));
    let output = '';
    const keep = (chunk: Buffer) => (output += chunk.toString());
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.once('error', reject);
    child.once('close', (exitCode) => {
      resolve({ exitCode, output });
    });
  });
}
