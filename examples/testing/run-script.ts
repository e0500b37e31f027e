import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Output of a script that checks what it shows; throws with it where the script ends with another code than 0. */
export async function runScript(path: string): Promise<string> {
  const child = spawn(process.execPath, [path], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${path} ended with ${code}:\n${output}`);
  return output;
}
