// Not all of the protocol: a shell that completes a word does not wait for its schemas.
import { CONFIRMABLE_CODES, WEBHOOK_EVENTS } from '@sluice/protocol/words';
import type { Command, Option } from 'commander';

/** A word that may stand there, and what it is. */
export interface Candidate {
  readonly word: string;
  readonly what: string;
}

/** Names that only the server, or the profiles, know. */
export type NameKind =
  | 'flag'
  | 'segment'
  | 'environment'
  | 'project'
  | 'profile'
  | 'key'
  | 'token'
  | 'webhook'
  | 'template';

/** What may stand at the end of a command line. */
export interface Candidates {
  readonly fixed: readonly Candidate[];
  readonly names: NameKind | null;
  /** Global options given so far: `--env` matters for which segments there are. */
  readonly globals: Readonly<Record<string, string>>;
}

const BY_OPTION: Readonly<Record<string, NameKind>> = {
  '--env': 'environment',
  '--into': 'environment',
  '--only': 'environment',
  '--project': 'project',
  '--profile': 'profile',
  '--flag': 'flag',
  '--requires': 'flag',
  '--also-disable': 'flag',
  '--template': 'template',
};

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  '--risk': ['low', 'medium', 'high'],
  '--state': ['active', 'archived', 'all'],
  '--type': ['boolean', 'string', 'number', 'json'],
  '--on-shutdown': ['off', 'keep'],
  '--format': ['sluice', 'genesis'],
  '--event': WEBHOOK_EVENTS,
  '--confirm': CONFIRMABLE_CODES,
};

/** Candidates for the last of `words`, from the commands and options there are. */
export function candidatesOf(words: readonly string[], program: Command): Candidates {
  const before = words.slice(0, -1);
  const last = words.at(-1) ?? '';
  const { command, positionals, globals, pending } = walk(before, program);
  if (pending !== null) {
    const long = pending.long ?? '';
    const choices = pending.argChoices ?? CHOICES[long] ?? [];
    return {
      fixed: choices.map((word) => ({ word, what: '' })),
      names: BY_OPTION[long] ?? null,
      globals,
    };
  }
  if (last.startsWith('-')) return { fixed: optionsOf(command, program), names: null, globals };
  const subcommands = positionals === 0 ? subcommandsOf(command) : [];
  return {
    fixed: [...subcommands, ...shellsOf(command, positionals)],
    names: nameKindOf(command, positionals),
    globals,
  };
}

interface Place {
  command: Command;
  positionals: number;
  globals: Record<string, string>;
  /** Option that waits for its value. */
  pending: Option | null;
}

function walk(words: readonly string[], program: Command): Place {
  const place: Place = { command: program, positionals: 0, globals: {}, pending: null };
  for (const word of words) step(place, word, program);
  return place;
}

function step(place: Place, word: string, program: Command): void {
  if (place.pending !== null) {
    place.globals[place.pending.attributeName()] = word;
    place.pending = null;
  } else if (word.startsWith('-')) {
    const found = [...place.command.options, ...program.options].find(
      ({ long, short }) => long === word || short === word,
    );
    if (found !== undefined && (found.required || found.optional)) place.pending = found;
  } else {
    const next = place.command.commands.find(
      (one) => one.name() === word || one.aliases().includes(word),
    );
    if (next === undefined || place.positionals > 0) place.positionals += 1;
    else place.command = next;
  }
}

function subcommandsOf(command: Command): Candidate[] {
  return command.commands
    .filter((one) => !one.name().startsWith('_'))
    .map((one) => ({ word: one.name(), what: one.description() }));
}

function optionsOf(command: Command, program: Command): Candidate[] {
  const all = command === program ? program.options : [...command.options, ...program.options];
  return all.map((option) => ({ word: option.long ?? option.flags, what: option.description }));
}

function shellsOf(command: Command, positionals: number): Candidate[] {
  const isShell = command.name() === 'completion' && positionals === 0;
  return isShell ? ['bash', 'zsh', 'fish'].map((word) => ({ word, what: '' })) : [];
}

/** What `<key>` names, by the group of the command. */
const KEY_OF: Readonly<Record<string, NameKind>> = {
  flags: 'flag',
  segments: 'segment',
  projects: 'project',
  environments: 'environment',
  keys: 'key',
  templates: 'template',
  sluice: 'flag',
};

const BY_ARGUMENT: Readonly<Record<string, NameKind>> = {
  flag: 'flag',
  rollout: 'flag',
  token: 'token',
  webhook: 'webhook',
};

/** What the positional argument at that place names; null where it is anything, or new. */
function nameKindOf(command: Command, positionals: number): NameKind | null {
  const argument = command.registeredArguments[positionals]?.name();
  const group = command.parent?.name() ?? '';
  if (argument === undefined || command.name() === 'create') return null;
  if (argument === 'key') return KEY_OF[group] ?? null;
  if (argument === 'name') return group === 'profiles' ? 'profile' : null;
  return BY_ARGUMENT[argument] ?? null;
}
