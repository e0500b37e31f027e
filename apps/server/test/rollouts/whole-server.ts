import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const TOKEN = 'test-admin-token-of-24-characters';

/** A server process as `main.ts` runs one, with a data directory of its own, on a database it shares. */
export class WholeServer {
  readonly #child: ChildProcess;
  readonly #directory = mkdtempSync(join(tmpdir(), 'sluice-kill-'));
  /** Where it listens, once it does; never settles for one that is killed before. */
  readonly origin: Promise<string>;

  constructor(databaseUrl: string) {
    const script = join(__dirname, 'server-replica.ts');
    this.#child = spawn(process.execPath, [join(__dirname, '../run-typescript.mjs'), script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        SLUICE_DATA_DIR: this.#directory,
        SLUICE_ADMIN_TOKEN: TOKEN,
        SLUICE_AUDIT_KEY: 'a-test-audit-key-of-at-least-32-characters',
        PORT: '0',
        LOG_LEVEL: 'silent',
      },
    });
    const lines = createInterface({ input: this.#child.stdout! });
    this.origin = once(lines, 'line').then(([line]) => String(line));
  }

  /** The body of an answer that must not be a refusal. */
  async call<T>(method: string, path: string, body?: object, version?: number): Promise<T> {
    const response = await fetch(`${await this.origin}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${TOKEN}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(version !== undefined && { 'if-match': `"${version}"` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Ends it as the kernel would for want of memory. */
  async kill(): Promise<void> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode === null && signalCode === null) {
      const gone = once(this.#child, 'exit');
      this.#child.kill('SIGKILL');
      await gone;
    }
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
