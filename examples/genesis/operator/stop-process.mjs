import { once } from 'node:events';

const PATIENCE_MS = 20_000;

/** Asks a child process to end, ends it where it does not, and waits until it is gone. */
export async function stopProcess(child, ask = () => child.kill('SIGTERM')) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  ask();
  await exited;
  clearTimeout(timer);
}
