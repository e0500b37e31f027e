import { once } from 'node:events';

const PATIENCE_MS = 20_000;

/** Rejects, with what it printed, where a process ends that nobody asked to. */
export function endedUnasked(child, name, output) {
  const ended = once(child, 'exit').then(([code, signal]) => {
    if (asked.has(child)) return new Promise(() => {});
    throw new Error(
      `${name} ended with ${code ?? signal}:\n${output().replace(/slu_[\w-]+/g, 'slu_…')}`,
    );
  });
  ended.catch(() => {});
  return ended;
}

/** Processes that were asked to end. */
const asked = new WeakSet();

/** Asks a child process to end, ends it where it does not, and waits until it is gone. */
export async function stopProcess(child, ask = () => child.kill('SIGTERM')) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  asked.add(child);
  const exited = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  ask();
  await exited;
  clearTimeout(timer);
}
