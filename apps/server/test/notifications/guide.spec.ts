import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CreatedWebhook } from '@sluice/protocol';
import { WEBHOOK_EVENTS } from '@sluice/protocol';
import { RolloutStory } from '../rollouts/rollout-story.js';

const GUIDE = readFileSync(join(__dirname, '../../../../docs/webhooks.md'), 'utf8');
const WEBHOOKS = '/api/v1/projects/shop/webhooks';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('docs/webhooks.md', () => {
  let story: RolloutStory;
  let directory: string;
  let receiver: ChildProcess | undefined;

  beforeAll(async () => {
    story = await RolloutStory.begin({ SLUICE_EGRESS_ALLOW: '127.0.0.1' });
    directory = await mkdtemp(join(tmpdir(), 'sluice-guide-'));
  });
  afterAll(async () => {
    receiver?.kill('SIGKILL');
    await story.end();
    await rm(directory, { recursive: true, force: true });
  });

  it('shows a receiver that takes what is genuine and refuses what is not', async () => {
    const [, program = ''] = /^```js\n([\s\S]*?)^```$/m.exec(GUIDE) ?? [];
    const path = join(directory, 'receiver.mjs');
    await writeFile(path, program);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/`;
    const { body } = await story.post(WEBHOOKS, { name: 'on call', url });
    const { id, secret }: CreatedWebhook = body;
    const env = { ...process.env, WEBHOOK_SECRET: secret, PORT: String(port) };
    receiver = spawn(process.execPath, [path], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: receiver.stdout! });
    const line = once(lines, 'line');
    for (let tries = 0; tries < 200; tries++) {
      const forged = await fetch(url, { method: 'POST', body: '{}' }).catch(() => null);
      if (forged !== null) {
        expect(forged.status).toBe(401);
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await story.post(`${WEBHOOKS}/${id}/test`);
    expect(await line).toEqual(['1 webhook.test: Test of webhook on call']);
  });

  it('names every kind of event', () => {
    expect(WEBHOOK_EVENTS.filter((kind) => !GUIDE.includes(`\`${kind}\``))).toEqual([]);
  });
});
