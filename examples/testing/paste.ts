import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';

/** All `sh` blocks of a Markdown file, one after the other: what a reader pastes. */
export async function commandsOf(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block ?? '').join('\n');
}

/** A port that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Where and with what commands are run. */
export interface BashOptions {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Begin of a comment behind `curl -s` → text its answer must come to hold: a change takes milliseconds to arrive. */
  readonly promises: Readonly<Record<string, string>>;
}

const AWAITED_CURL = `awaited_curl() {
  for attempt in $(seq 400); do
    answer=$(curl -s "$1"); case "$answer" in *"$2"*) echo "$answer"; return 0;; esac; sleep 0.05
  done
  echo "expected $2 in: $answer"; return 1
}`;

/** Output of the commands under \`bash -e\`; throws with it where one fails. */
export async function runBash(commands: string, options: BashOptions): Promise<string> {
  const script = `set -eo pipefail\n${AWAITED_CURL}\n${awaiting(commands, options.promises)}`;
  const child = spawn('bash', ['-c', script], {
    cwd: options.cwd,
    env: { ...process.env, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`bash ended with ${code}:\n${output}`);
  return output;
}

function awaiting(commands: string, promises: BashOptions['promises']): string {
  return commands.replace(
    /^curl -s ('[^']*')\s+# (.*)$/gm,
    (line, url: string, comment: string) => {
      const promise = Object.keys(promises).find((begin) => comment.startsWith(begin));
      return promise === undefined ? line : `awaited_curl ${url} '${promises[promise]}'`;
    },
  );
}
