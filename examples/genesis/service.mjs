// A service that asks Sluice before it acts: node examples/genesis/service.mjs
// Needs a running server (npm start). Address and key come from the environment, or from the
// credentials that the first start of the server left in its data directory.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createClient } from '@sluice/sdk-node';

const environment = process.env.SLUICE_ENVIRONMENT ?? 'development';
const { url, key } = await address();
const flags = createClient({ url, key, keep: ['security_hardening_enabled'] });

flags.on('change', ({ keys }) => console.log(`changed: ${keys.join(', ')}`));
flags.on('stateChange', ({ state }) => console.log(`flags are ${state}`));
await flags
  .ready({ timeoutMs: 5_000 })
  .catch((error) => console.warn(`${error.message} The service starts all the same.`));

/** What this service does for a user: every decision is one synchronous question. */
function handle(user) {
  if (flags.isEnabled('emergency_shutdown', user)) return { status: 503, mode: 'shutdown' };
  if (flags.isEnabled('maintenance_mode', user)) return { status: 503, mode: 'maintenance' };
  return {
    status: 200,
    mode: flags.isEnabled('read_only_mode', user) ? 'read-only' : 'read-write',
    pipeline: flags.isEnabled('phase_4_deployment', user) ? 'phase 4' : 'phase 3',
    decisions: flags.isEnabled('llm_integration_enabled', user) ? 'language model' : 'heuristic',
    tools: flags.isEnabled('aatc_system_enabled', user) ? 'made on demand' : 'fixed',
    integration: flags.isEnabled('darwin_integration_enabled', user) ? 'darwin' : 'none',
  };
}

const server = createServer((request, response) => {
  const { searchParams } = new URL(request.url, 'http://service');
  const user = Object.fromEntries(searchParams);
  const { status, ...answer } = handle(user);
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify({ user, ...answer })}\n`);
});

server.listen(Number(process.env.PORT ?? 4500), '127.0.0.1', () => {
  const { port } = server.address();
  console.log(`http://127.0.0.1:${port}/?id=cora&region=eu-west asks the flags of ${environment}`);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    server.close();
    await flags.close();
    process.exit(0);
  });
}

async function address() {
  const { SLUICE_URL, SLUICE_KEY, SLUICE_DATA_DIR = '.sluice' } = process.env;
  if (SLUICE_URL !== undefined && SLUICE_KEY !== undefined) {
    return { url: SLUICE_URL, key: SLUICE_KEY };
  }
  const credentials = JSON.parse(await readFile(`${SLUICE_DATA_DIR}/credentials.json`, 'utf8'));
  return { url: credentials.url, key: credentials.keys[environment].server };
}
