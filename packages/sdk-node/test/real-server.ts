import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.js';

const ROOT = join(__dirname, '../../..');
const MAIN = join(ROOT, 'apps/server/dist/apps/server/src/main.js');
const BASE = '/api/v1/projects/genesis/environments/development';

interface Credentials {
  readonly url: string;
  readonly adminToken: string;
  readonly keys: Readonly<Record<string, { readonly server: string; readonly client: string }>>;
}

/** A server process of its own, with an embedded database in a directory of its own. */
export class RealServer {
  readonly #directory = mkdtempSync(join(tmpdir(), 'sluice-real-'));
  #process: ChildProcess | null = null;
  #credentials: Credentials | null = null;
  #output = '';

  get credentials(): Credentials {
    if (this.#credentials === null) throw new Error('the server has not started yet');
    return this.#credentials;
  }

  get url(): string {
    return this.credentials.url;
  }

  /** Server key of the environment `development`. */
  get key(): string {
    return this.credentials.keys.development?.server ?? '';
  }

  /** Starts the process, on the port it had before if it had one, and waits until it is ready. */
  async start(environment: Readonly<Record<string, string>> = {}): Promise<this> {
    if (!existsSync(MAIN)) buildServer();
    const port = this.#credentials === null ? '0' : new URL(this.url).port;
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env.PATH,
        PORT: port,
        HOST: '127.0.0.1',
        LOG_FORMAT: 'json',
        SLUICE_DATA_DIR: this.#directory,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    this.#output = '';
    const hear = (chunk: Buffer): void => void (this.#output += chunk.toString('utf8'));
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    await this.#listening(child);
    const path = join(this.#directory, 'credentials.json');
    this.#credentials = JSON.parse(readFileSync(path, 'utf8')) as Credentials;
    return this;
  }

  /** kill -9: no goodbye to anyone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Stops it as Ctrl-C does, and starts it again. */
  async restart(): Promise<void> {
    await this.#end('SIGTERM');
    await this.start();
  }

  /** Stops it as Ctrl-C does, and removes its directory. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
    rmSync(this.#directory, { recursive: true, force: true });
  }

  /** A request to the admin API, about what is at `version` if that is given; throws for anything but success. */
  async admin(method: string, path: string, body?: unknown, version?: number): Promise<unknown> {
    const response = await fetch(this.url + (path.startsWith('/api') ? path : BASE + path), {
      method,
      headers: {
        authorization: `Bearer ${this.credentials.adminToken}`,
        'content-type': 'application/json',
        ...(version !== undefined && { 'if-match': `"${version}"` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? null : (JSON.parse(text) as unknown);
  }

  async enable(flag: string): Promise<void> {
    await this.admin('POST', `/flags/${flag}/enable`, {});
  }

  async disable(flag: string): Promise<void> {
    await this.admin('POST', `/flags/${flag}/disable`, {});
  }

  async #listening(child: ChildProcess): Promise<void> {
    const isOver = () => child.exitCode !== null;
    await until('server', () => isOver() || this.#output.includes('listens on'), 60_000);
    if (isOver()) throw new Error(`the server ended: ${this.#output.slice(-2000)}`);
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}

function buildServer(): void {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/build.mjs')], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the server could not be built: ${stderr.slice(-2000)}`);
}
