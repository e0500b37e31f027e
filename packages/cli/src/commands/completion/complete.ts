import type { Command } from 'commander';
import { within } from '../../api/within.js';
import { CommandContext } from '../../command/command-context.js';
import { candidatesOf, type Candidate } from './candidates-of.js';
import { namesOf } from './names-of.js';

/** What a shell asks: the words after `sluice`, the last one unfinished. */
export interface Completing {
  readonly words: readonly string[];
  readonly program: Command;
}

/** Prints candidates for the last word, each with what it is behind a tab; nothing where the server does not answer. */
export async function complete(
  context: CommandContext,
  { words, program }: Completing,
): Promise<void> {
  const { fixed, names, globals } = candidatesOf(words, program);
  const last = words.at(-1) ?? '';
  const asked = names === null ? [] : await askedFor(context, globals, names);
  const fitting = [...fixed, ...asked].filter(
    ({ word }) => word.startsWith(last) && HARMLESS.test(word),
  );
  context.out.table(
    ['word', 'what'],
    fitting.map(({ word, what }) => [word, what]),
  );
}

async function askedFor(
  { io }: CommandContext,
  globals: Readonly<Record<string, string>>,
  names: NonNullable<ReturnType<typeof candidatesOf>['names']>,
): Promise<Candidate[]> {
  const ask = (signal: AbortSignal): Promise<Candidate[]> =>
    namesOf(new CommandContext({ ...io, signal }, { ...globals, color: false }), names);
  try {
    return await within(PATIENCE_MS, io.signal, ask);
  } catch {
    return [];
  }
}

/** Shells put candidates into command lines: nothing that one of them could run or split. */
const HARMLESS = /^[\w.@:/-]+$/;

const PATIENCE_MS = 1_500;
