import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The example service in a process of its own, made to fail on command. */
export class ExampleService {
  private constructor(
    private readonly process: ChildProcess,
    /** `host:port`. */
    readonly address: string,
  ) {}

  static async start(): Promise<ExampleService> {
    const program = join(__dirname, 'serve-counters.mjs');
    const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return new ExampleService(child, `127.0.0.1:${line.toString().trim()}`);
  }

  async fail(): Promise<void> {
    await fetch(`http://${this.address}/fail`, { method: 'POST' });
  }

  async recover(): Promise<void> {
    await fetch(`http://${this.address}/recover`, { method: 'POST' });
  }

  async stop(): Promise<void> {
    const gone = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await gone;
  }
}
