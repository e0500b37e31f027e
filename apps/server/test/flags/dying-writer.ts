import { once } from 'node:events';
import type { Command } from '../../src/modules/commands/index.js';
import { WritePath } from '../write-path.js';

/** What the parent says: where, what, and at which step to end how. */
interface Orders {
  readonly url: string;
  readonly command: Partial<Command> & Pick<Command, 'kind'>;
  /** 1 for the first step of the transaction; beyond the last, nothing happens. */
  readonly step: number;
  readonly signal: 'SIGKILL' | 'SIGSTOP';
}

const orders = JSON.parse(process.argv[3] ?? '{}') as Orders;
let steps = 0;

const path = new WritePath(orders.url, {
  reached: () => {
    steps += 1;
    if (steps !== orders.step) return;
    process.stdout.write('reached\n');
    process.kill(process.pid, orders.signal);
  },
});

// Loading takes most of the time: several of us are started ahead, each waits for its turn.
void once(process.stdin, 'data')
  .then(() => path.run(orders.command))
  .then(() => process.stdout.write(`survived ${steps}\n`))
  .catch((error: unknown) => process.stdout.write(`failed ${String(error)}\n`))
  .finally(() => path.close())
  .finally(() => process.stdin.destroy());
