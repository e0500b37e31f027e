// npm runs scripts through a shell, and a SIGTERM to npm ends the shell without reaching us.
const EVERY_MS = 500;

/** Ends this process as SIGTERM would when its parent is gone. Never keeps it alive. */
export function followParent() {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, EVERY_MS);
  timer.unref();
}
