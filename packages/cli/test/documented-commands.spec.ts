import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { createProgram } from '../src/program.js';

const ROOT = join(__dirname, '../../..');
const PAGES = ['docs/rollouts.md', 'examples/genesis/README.md'];

/** Commands that a reader may paste: whole ones in blocks and in the text, without placeholders of syntax. */
async function commandsOf(page: string): Promise<string[]> {
  const text = (await readFile(join(ROOT, page), 'utf8')).replace(/\\\n\s*/g, '');
  const lines = [...text.matchAll(/^(?:\$ )?sluice .*$/gm)].map(([line]) => line.replace('$ ', ''));
  const inline = [...text.matchAll(/`sluice ([^`]+)`/g)].map(([, rest]) => `sluice ${rest}`);
  const whole = [...lines, ...inline].map((command) => command.replace(/\s+(#|\\?\|).*$/, ''));
  return whole.filter((command) => !/[[\]|…]/.test(command));
}

function wordsOf(command: string): string[] {
  const words = [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)];
  return words.slice(1).map(([, double, single, plain]) => double ?? single ?? plain ?? '');
}

function quiet(command: Command): Command {
  command.exitOverride().configureOutput({ writeErr: () => {}, writeOut: () => {} });
  for (const one of command.commands) quiet(one);
  return command;
}

it.each(PAGES)('every command in %s is one that sluice understands', async (page) => {
  const commands = (await commandsOf(page)).filter((command) => wordsOf(command).length > 1);
  expect(commands.length).toBeGreaterThan(12);
  for (const command of commands) {
    const program = quiet(createProgram(() => () => Promise.resolve()));
    const parsed = program.parseAsync(wordsOf(command), { from: 'user' });
    await parsed.catch((error: Error) => {
      throw new Error(`${page}: ${command}\n${error.message}`);
    });
  }
});
