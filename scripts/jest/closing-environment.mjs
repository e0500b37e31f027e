import { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { relative } from 'node:path';
import { TestEnvironment } from 'jest-environment-node';
import { root } from '../repository.mjs';

/** What a server with an embedded database may take to end by itself. */
const PATIENCE_MS = 15_000;

/** Processes that were started here and still run. */
const running = new Set();

const { spawn } = ChildProcess.prototype;
ChildProcess.prototype.spawn = function (options) {
  const result = spawn.call(this, options);
  if (this.pid !== undefined) {
    running.add(this);
    this.once('exit', () => running.delete(this));
  }
  return result;
};

process.once('exit', () => {
  for (const child of running) child.kill('SIGTERM');
});

async function end(child) {
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  await gone;
  clearTimeout(timer);
}

/** Node's, which after each test file ends the processes that it left running, as one does that failed half way. */
export default class ClosingEnvironment extends TestEnvironment {
  #file;

  constructor(config, context) {
    super(config, context);
    this.#file = relative(root, context.testPath);
  }

  async teardown() {
    for (const { spawnargs } of running)
      console.error(`${this.#file} left a process running, which is ended: ${spawnargs.join(' ')}`);
    await Promise.all([...running].map(end));
    await super.teardown();
  }
}
