// A service that asks Sluice before it acts: node examples/genesis/service.mjs
// Needs a running server (npm start). Address and key come from the environment, or from the
// credentials that the first start of the server left in its data directory.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createClient } from '@sluice/sdk-node';
import { createPipeline } from './service/pipeline.mjs';
import { startTraffic } from './service/traffic.mjs';

const environment = process.env.SLUICE_ENVIRONMENT ?? 'development';
const { url, key } = await address();
const flags = createClient({ url, key, keep: ['security_hardening_enabled'] });

flags.on('change', ({ keys }) => console.log(`changed: ${keys.join(', ')}`));
flags.on('stateChange', ({ state }) => console.log(`flags are ${state}`));
await flags
  .ready({ timeoutMs: 5_000 })
  .catch((error) => console.warn(`${error.message} The service starts all the same.`));

const pipeline = createPipeline();

/** What this service does for a user: every decision is one synchronous question. */
async function handle(user) {
  if (flags.isEnabled('emergency_shutdown', user)) return { status: 503, mode: 'shutdown' };
  if (flags.isEnabled('maintenance_mode', user)) return { status: 503, mode: 'maintenance' };
  const model = flags.isEnabled('llm_integration_enabled', user);
  return {
    status: 200,
    mode: flags.isEnabled('read_only_mode', user) ? 'read-only' : 'read-write',
    // Observed: while a rollout of the flag is under way, Sluice learns how often this fails and how long it takes.
    pipeline: await flags.observe('phase_4_deployment', user, (phase4) =>
      pipeline.run({ phase4, model }),
    ),
    decisions: model ? 'language model' : 'heuristic',
    tools: flags.isEnabled('aatc_system_enabled', user) ? 'made on demand' : 'fixed',
    integration: flags.isEnabled('darwin_integration_enabled', user) ? 'darwin' : 'none',
  };
}

/** The same, where work that went wrong is an answer like any other. */
async function answerTo(user) {
  try {
    return await handle(user);
  } catch (error) {
    return { status: 500, mode: 'failed', error: error.message };
  }
}

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://service');
  if (pathname === '/metrics') {
    return void response.end(`llm_cost_usd_total ${pipeline.spentUsd()}\n`);
  }
  if (pathname === '/fault' && request.method === 'POST') {
    pipeline.fault.errors = Number(searchParams.get('errors') ?? 0);
    pipeline.fault.latencyMs = Number(searchParams.get('latencyMs') ?? 0);
    return void response.end(`${JSON.stringify(pipeline.fault)}\n`);
  }
  const user = Object.fromEntries(searchParams);
  const { status, ...answer } = await answerTo(user);
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify({ user, ...answer })}\n`);
});

// TRAFFIC=400: so many users a second of its own, for want of real ones.
if (process.env.TRAFFIC) startTraffic(Number(process.env.TRAFFIC), answerTo);

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
