import type { Command, CommanderError } from 'commander';
import { usageError, type CliError } from './cli-error.js';

const HELP = 'commander.help';

/** What the parser refused, as an error of ours; a group without its command says which there are. */
export function parserFailure(
  { code, message }: CommanderError,
  argv: readonly string[],
  program: Command,
): CliError {
  const command = deepest(argv, program);
  const name = nameOf(command);
  const [said = '', ...further] = message.replace(/^error: /, '').split('\n');
  if (code !== HELP)
    return usageError(said, further.join(' ') || `${name} --help shows what it takes.`);
  const known = command.commands.map((one) => one.name()).filter((one) => !one.startsWith('_'));
  return usageError(`${name} alone is no command.`, `Say which: ${known.join(', ')}.`);
}

/** The last command that the words name. */
function deepest(argv: readonly string[], program: Command): Command {
  return argv.reduce(
    (command, word) =>
      command.commands.find((one) => one.name() === word || one.aliases().includes(word)) ??
      command,
    program,
  );
}

function nameOf(command: Command): string {
  const before = command.parent === null ? '' : `${nameOf(command.parent)} `;
  return before + command.name();
}
