import type { CreateWebhook } from '@sluice/protocol';
import { Option, type Command } from 'commander';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { readInput } from '../../command/read-input.js';
import { collect, withWriteOptions, type WriteOptions } from '../../command/write-options.js';

/** What a webhook is said to be. */
export interface WebhookOptions extends WriteOptions {
  readonly to?: string;
  readonly format?: CreateWebhook['format'];
  readonly event?: readonly string[];
  readonly only?: readonly string[];
}

/** Adds them to a command. */
export function withWebhookOptions(command: Command): Command {
  return withWriteOptions(command)
    .option(
      '--to <url>',
      'where events are sent; - reads it from stdin, @file from a file: some URLs are secrets',
    )
    .addOption(
      new Option('--format <name>', 'signed JSON, or a message for Slack').choices([
        'sluice',
        'slack',
      ]),
    )
    .option('--event <kinds>', 'what it hears of, like rollout.rolled_back; * for all', collect)
    .option('--only <environments>', 'events of these environments only; * for all', collect);
}

type Body = Partial<Pick<CreateWebhook, 'url' | 'format' | 'events' | 'environments'>>;

/** The members that were named. Exit code 2 for `--env`, which would narrow nothing. */
export async function webhookBody(
  { io, globals }: CommandContext,
  { to, format, event, only }: WebhookOptions,
): Promise<Body> {
  if (globals.env !== undefined)
    throw usageError(
      'A webhook belongs to the whole project.',
      `To narrow it to events of one environment: --only ${globals.env}.`,
    );
  const environments = wordsOf(only);
  return {
    ...(to !== undefined && { url: (await urlFrom(io, to)).trim() }),
    ...(format !== undefined && { format }),
    ...(event !== undefined && { events: wordsOf(event) }),
    ...(only !== undefined && { environments: environments.includes('*') ? null : environments }),
  };
}

async function urlFrom(io: CommandContext['io'], to: string): Promise<string> {
  if (to === '-') return readInput(io, '-');
  return to.startsWith('@') ? readInput(io, to.slice(1)) : to;
}

function wordsOf(texts: readonly string[] = []): string[] {
  return texts
    .flatMap((text) => text.split(','))
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
