import type { Shutdown } from '@sluice/protocol';
import type { CommandContext } from '../../command/command-context.js';

/** A row per environment: state, since when, by whom, why. */
export function printShutdowns({ out }: CommandContext, items: readonly Shutdown[]): void {
  out.table(
    ['environment', 'shutdown', 'since', 'by', 'reason'],
    items.map(({ environment, shutdown, at, by, reason }) => [
      environment,
      shutdown ? out.paint.red('ENGAGED') : out.paint.green('off'),
      at,
      by,
      reason,
    ]),
  );
}
