import { setTimeout as delay } from 'node:timers/promises';

/** A process that can be told to end, and seen to have ended. */
export interface StoppableProcess {
  signal(name: NodeJS.Signals): void;
  isRunning(): Promise<boolean>;
}

/** PostgreSQL's fast shutdown, its immediate one (recovery at the next start), and no more asking. */
const ESCALATION: readonly (readonly [NodeJS.Signals, number])[] = [
  ['SIGINT', 15_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
];
const POLL_MS = 10;

async function endsWithin(target: StoppableProcess, limitMs: number): Promise<boolean> {
  const end = performance.now() + limitMs;
  while (await target.isRunning()) {
    if (performance.now() > end) return false;
    await delay(POLL_MS);
  }
  return true;
}

/** Ends a PostgreSQL server, gently first; false when even SIGKILL did not help. */
export async function stopProcess(target: StoppableProcess): Promise<boolean> {
  for (const [signal, limitMs] of ESCALATION) {
    target.signal(signal);
    if (await endsWithin(target, limitMs)) return true;
  }
  return false;
}
