import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { root } from './repository.mjs';

/** Runs Jest with the given arguments; its exit code becomes this process's. */
export function runJest(args) {
  const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
  const child = spawn(process.execPath, [jest, ...args], { cwd: root, stdio: 'inherit' });

  // The terminal sends Ctrl-C to both; Jest decides when it is done. A kill of this process is passed on.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    console.error(`Jest could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.once('exit', (code, signal) => {
    process.exitCode = signal ? 1 : code;
  });
}
