import type { AuditEventAnswer } from '@sluice/protocol';
import type { CommandContext } from '../../command/command-context.js';
import { eventLines } from '../../words/event-lines.js';

/** Prints one event: for people, or with `--json` on a line of its own. */
export async function eventPrinter(
  context: CommandContext,
  options: { allProjects: boolean },
): Promise<(event: AuditEventAnswer) => void> {
  const { out } = context;
  const known = options.allProjects ? [] : await context.environments();
  const environments = new Map(known.map(({ id, key }) => [id, key]));
  return (event) => {
    if (out.json) out.jsonLine(event);
    else out.lines(eventLines(event, { paint: out.paint, environments }));
  };
}
