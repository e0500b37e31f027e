import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const START = join(__dirname, '../../scripts/start.mjs');
const LISTENS = /Sluice listens on \S+/;

/** A server started by the script behind `npm start`. */
export interface StartedServer {
  readonly port: number;
  /** All it printed so far. */
  output(): string;
  /** Ends it by Ctrl-C; answers its exit code. */
  stop(): Promise<number | null>;
}

/** Starts a server as `npm start` does and waits for its banner. */
export async function startAsPeopleDo(dataDir: string, port: number): Promise<StartedServer> {
  const child = spawn(process.execPath, [START], {
    env: { ...environment(), SLUICE_DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  const listens = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output.push(text);
        if (LISTENS.test(output.join(''))) resolve();
      });
    }
    child.once('exit', (code) => reject(new Error(`ended with ${code}:\n${output.join('')}`)));
  });
  await listens;
  return { port, output: () => output.join(''), stop: () => stop(child) };
}

/** Without what npm and the machine would add to the server's own configuration. */
function environment(): Record<string, string | undefined> {
  const names = ['DATABASE_URL', 'SLUICE_ADMIN_TOKEN', 'SLUICE_SEED', 'npm_lifecycle_event'];
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !names.includes(name)));
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill('SIGINT');
  const [code] = (await exited) as [number | null];
  return code;
}
