import { setTimeout as sleep } from 'node:timers/promises';
import type { RolloutDetail, RolloutView } from '@sluice/protocol';
import type { CommandContext } from '../../../command/command-context.js';
import { EXIT, type ExitCode } from '../../../command/exit-codes.js';
import { commandFor } from '../../../ramp/pause-advice.js';
import { styleOf } from '../../../ramp/style-of.js';
import { t } from '../../../terminal/text.js';
import { rolloutPath } from '../find-rollout.js';
import { JsonView } from './json-view.js';
import { LiveView, type Canvas } from './live-view.js';
import { LogView } from './log-view.js';
import { watchRollout } from './watch-rollout.js';
import type { WatchView } from './watch-state.js';

const READ_TIMEOUT_MS = 3_000;
const DEFAULT_ROWS = 24;

/** Watches a rollout until it has ended or the time is over, drawn on a terminal, as lines elsewhere, as JSON lines with `--json`. */
export async function watchOnTerminal(
  context: CommandContext,
  rollout: RolloutView,
  timeoutMs: number,
): Promise<ExitCode> {
  const { api, signal } = context;
  const request = {
    method: 'GET',
    path: rolloutPath(rollout),
    timeoutMs: READ_TIMEOUT_MS,
  } as const;
  const code = await watchRollout({
    read: async () => (await api.request<RolloutDetail>(request)).body,
    view: viewOf(context),
    clock: () => performance.now(),
    sleep: (ms) => sleep(ms, undefined, { signal }).catch(() => undefined),
    signal,
    timeoutMs,
  });
  if (code === EXIT.interrupted) sayGoodbye(context, rollout, 'Stopped watching.');
  if (code === EXIT.underWay) sayGoodbye(context, rollout, 'It has not ended within --timeout.');
  return code;
}

function viewOf(context: CommandContext): WatchView {
  const { out, io } = context;
  if (out.json) return new JsonView((value) => out.jsonLine(value));
  if (!out.rich || io.env.TERM === 'dumb')
    return new LogView((line) => out.line(line), context.repeated);
  const stdout = io.stdout as CommandContext['io']['stdout'] & { readonly rows?: number };
  const canvas: Canvas = {
    write: (text) => out.raw(text),
    get columns() {
      return stdout.columns ?? out.columns ?? 80;
    },
    get rows() {
      return stdout.rows ?? DEFAULT_ROWS;
    },
  };
  return new LiveView(canvas, (now, columns) => ({ ...styleOf(context, now), columns }));
}

function sayGoodbye({ out, repeated }: CommandContext, rollout: RolloutView, why: string): void {
  out.note(t`\n${why} The rollout goes on.`);
  out.note(t`  look again  ${commandFor('status', rollout, { repeated, rest: '--watch' })}`);
  if (rollout.state === 'scheduled')
    out.note(t`  call off    ${commandFor('abort', rollout, { repeated })}`);
  else
    out.note(
      t`  roll back   ${commandFor('rollback', rollout, { repeated, rest: '--reason "…"' })}`,
    );
}
