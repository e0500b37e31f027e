import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What this Prometheus asks of its clients. */
export const PROMETHEUS_LOGIN = { user: 'sluice', password: 'prometheus-password' } as const;

// bcrypt of the password above, with 2^5 rounds so that each query costs little.
const PASSWORD_HASH = '$2b$05$abcdefghijklmnopqrstuusvvZoG0.EMyeWpzPreT0jNyPeueCTAq';
const PROGRAM = process.env.PROMETHEUS ?? 'prometheus';

/** Value of the header Authorization for a password. */
export function basic(password: string = PROMETHEUS_LOGIN.password): string {
  return `Basic ${Buffer.from(`${PROMETHEUS_LOGIN.user}:${password}`).toString('base64')}`;
}

/** A real Prometheus that scrapes one service every second, behind a password, on a free port. */
export class Prometheus {
  private constructor(
    private readonly process: ChildProcess,
    private readonly directory: string,
    readonly url: string,
  ) {}

  /** Starts one that scrapes `target` (`host:port`); resolves once it answers queries. */
  static async scraping(target: string): Promise<Prometheus> {
    const directory = await mkdtemp(join(tmpdir(), 'sluice-prometheus-'));
    const path = (name: string): string => join(directory, name);
    await writeFile(path('web.yml'), `basic_auth_users:\n  sluice: ${PASSWORD_HASH}\n`);
    await writeFile(
      path('prometheus.yml'),
      `global: { scrape_interval: 1s, scrape_timeout: 1s }
scrape_configs: [{ job_name: example, static_configs: [{ targets: ['${target}'] }] }]\n`,
    );
    const child = spawn(
      PROGRAM,
      [
        `--config.file=${path('prometheus.yml')}`,
        `--web.config.file=${path('web.yml')}`,
        `--storage.tsdb.path=${path('data')}`,
        '--web.listen-address=127.0.0.1:0',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    return new Prometheus(child, directory, await addressOf(child));
  }

  /** The number an expression has by now; null where it has none. */
  async number(query: string): Promise<number | null> {
    const url = `${this.url}/api/v1/query?${new URLSearchParams({ query }).toString()}`;
    const response = await fetch(url, { headers: { authorization: basic() } });
    const { data } = (await response.json()) as {
      data: { result: { value: [number, string] }[] };
    };
    return data.result[0] === undefined ? null : Number(data.result[0].value[1]);
  }

  /** Stops it in its tracks: it takes connections and answers nothing, until `thaw`. */
  freeze(): void {
    this.process.kill('SIGSTOP');
  }

  thaw(): void {
    this.process.kill('SIGCONT');
  }

  /** Kills it as a crash would; what it stored goes too. */
  async kill(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill('SIGKILL');
      await once(this.process, 'exit');
    }
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** Reads its log until it is ready; throws with all of it where it ends before. */
function addressOf(child: ChildProcess): Promise<string> {
  const log: string[] = [];
  return new Promise((resolve, reject) => {
    // Read to its end: a log that nobody reads would stop Prometheus, and keep this process alive.
    createInterface({ input: child.stderr! })
      .on('line', (line) => {
        log.push(line);
        // The two come in either order: they are logged by different threads.
        const text = log.join('\n');
        const address = /msg="Listening on" address=(\S+)/.exec(text)?.[1];
        if (address !== undefined && text.includes('ready to receive web requests'))
          resolve(`http://${address}`);
      })
      .on('close', () => reject(new Error(`prometheus ended:\n${log.join('\n')}`)));
    child.on('error', reject);
  });
}
