import { t } from '../terminal/text.js';
import { noteOutcome } from '../words/note-outcome.js';
import type { Input } from './action.js';
import type { CommandContext } from './command-context.js';
import { write } from './write.js';
import type { WriteOptions } from './write-options.js';

type Archiving = Input<WriteOptions>;

/** What holds flags and is archived as a whole. */
export interface PlaceKind {
  readonly noun: 'project' | 'environment';
  /** Where it is, for people: `on http://…`, `of shop`. */
  readonly where: (context: CommandContext) => Promise<string>;
  readonly pathTo: (context: CommandContext, key: string) => Promise<string>;
  /** `work`; where the server does not know the place, the refusal says which there are. */
  readonly within: <T>(context: CommandContext, key: string, work: () => Promise<T>) => Promise<T>;
}

/** Archives a place after a yes: it stays readable, and nothing in it can be changed. */
export async function archivePlace(
  kind: PlaceKind,
  context: CommandContext,
  { args, options }: Archiving,
): Promise<void> {
  const key = args[0] ?? '';
  if (options.dryRun !== true) {
    await context.confirm(
      `Archive ${kind.noun} ${key} ${await kind.where(context)}? Nothing in it can be changed until it is restored, and its rollouts pause.`,
    );
  }
  await send(kind, context, { key, verb: 'archive', options });
}

/** Makes an archived place changeable again. */
export async function restorePlace(
  kind: PlaceKind,
  context: CommandContext,
  { args, options }: Archiving,
): Promise<void> {
  await send(kind, context, { key: args[0] ?? '', verb: 'restore', options });
}

interface Request {
  readonly key: string;
  readonly verb: 'archive' | 'restore';
  readonly options: WriteOptions;
}

async function send(
  { noun, pathTo, within }: PlaceKind,
  context: CommandContext,
  { key, verb, options }: Request,
): Promise<void> {
  const path = `${await pathTo(context, key)}/${verb}`;
  const written = await within(context, key, () =>
    write(context, { method: 'POST', path }, options),
  );
  const { out } = context;
  out.result(written.answer, () => out.line(t`${verb}d ${noun} ${out.paint.bold(key)}`));
  noteOutcome(context, written);
}
