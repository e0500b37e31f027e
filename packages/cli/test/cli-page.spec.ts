import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { createProgram } from '../src/program.js';

const PAGE = join(__dirname, '../../../docs/cli.md');

/** The commands in the blocks of the page, without what a shell makes of a line's end. */
function commandsInBlocks(): string[] {
  const blocks = [...readFileSync(PAGE, 'utf8').matchAll(/^```\w*\n([\s\S]*?)^```$/gm)];
  const text = blocks.map(([, block]) => block).join('\n');
  return [...text.matchAll(/^(?:\$ |npx )?(sluice .*)$/gm)].map(([, line = '']) =>
    line.replace(/\s+[#|>].*$/, ''),
  );
}

function wordsOf(command: string): string[] {
  const words = [...command.matchAll(/'([^']*)'|(\S+)/g)];
  return words.slice(1).map(([, quoted, plain]) => quoted ?? plain ?? '');
}

function namesOf(command: Command): string[] {
  if (command.commands.length === 0) return [command.name()];
  return command.commands.flatMap((one) =>
    command.parent === null
      ? namesOf(one)
      : namesOf(one).map((name) => `${command.name()} ${name}`),
  );
}

function silent(command: Command): Command {
  command.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  command.commands.forEach(silent);
  return command;
}

const program = (): Command => silent(createProgram(() => () => Promise.resolve()));

describe('docs/cli.md', () => {
  it.each(commandsInBlocks())('shows a command that exists: %s', async (command) => {
    const parsed = await program().parseAsync(wordsOf(command), { from: 'user' });
    expect(parsed.name()).toBe('sluice');
  });

  it('names every command there is', () => {
    const page = readFileSync(PAGE, 'utf8');
    const hidden = /^(__complete|help)$/;
    const groups = new Set(namesOf(program()).map((name) => name.split(' ')[0] ?? ''));
    const missing = [...groups].filter((name) => !hidden.test(name) && !page.includes(name));
    expect(missing).toEqual([]);
  });
});
