import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = process.env.NGINX ?? 'nginx';
const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
const START_MS = 15_000;
const STOP_MS = 5_000;

/** A real nginx in a directory of its own, as one process without workers, on ports that are free. */
export class Nginx {
  private constructor(
    private readonly process: ChildProcess,
    private readonly directory: string,
    /** Addresses of its servers, in their order. */
    readonly urls: readonly string[],
  ) {}

  /** Starts one whose block `http` holds these; each is given a port to listen on. Resolves once all listen. */
  static async serving(...blocks: readonly ((port: number) => string)[]): Promise<Nginx> {
    const ports = await freePorts(blocks.length);
    const directory = await mkdtemp(join(tmpdir(), 'sluice-nginx-'));
    const http = blocks.map((block, index) => block(ports[index] ?? 0)).join('\n');
    await writeFile(join(directory, 'nginx.conf'), configuration(http));
    // One process: a master that is killed would leave its workers.
    const globals = 'daemon off; master_process off; pid nginx.pid; error_log stderr warn;';
    const child = spawn(PROGRAM, ['-p', directory, '-c', 'nginx.conf', '-g', globals], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const urls = ports.map((port) => `http://127.0.0.1:${port}`);
    const nginx = new Nginx(child, directory, urls);
    await nginx.#listening().catch(async (error: unknown) => {
      await nginx.stop();
      throw error;
    });
    return nginx;
  }

  /** Ends it, at once if it does not go by itself, and removes its directory. */
  async stop(): Promise<void> {
    const { process: child, directory } = this;
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const hard = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await gone;
      clearTimeout(hard);
    }
    await rm(directory, { recursive: true, force: true });
  }

  async #listening(): Promise<void> {
    let log = '';
    const ended = new Promise<never>((_, reject) => {
      this.process.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString('utf8')));
      this.process.on('error', reject);
      this.process.on('close', () => reject(new Error(`nginx ended: ${log}`)));
    });
    ended.catch(() => undefined);
    await Promise.race([ended, Promise.all(this.urls.map(answering))]);
  }
}

function configuration(http: string): string {
  const paths = TEMPORARY.map((name) => `  ${name}_temp_path ${name};`).join('\n');
  return `events { worker_connections 256; }\nhttp {\n  access_log off;\n${paths}\n${http}\n}\n`;
}

/** Settles once anything answers there; rejects after {@link START_MS}. */
async function answering(url: string): Promise<void> {
  const deadline = performance.now() + START_MS;
  for (;;) {
    const answered = await fetch(url, { signal: AbortSignal.timeout(1_000) }).then(
      (response) => response.text().then(() => true),
      () => false,
    );
    if (answered) return;
    if (performance.now() > deadline) throw new Error(`nginx does not answer at ${url}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Ports that nothing listens on, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
