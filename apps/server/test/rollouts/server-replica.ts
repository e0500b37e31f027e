import { processConfig } from '../../src/config/index.js';
import { createLogger } from '../../src/platform/logging/index.js';
import { startServer } from '../../src/startup/start-server.js';

/** A whole server, as `main.ts` runs one, from the sources; configured by its environment. */
async function run(): Promise<void> {
  const config = processConfig();
  const logger = await createLogger(config);
  const started = (url: string): void => void process.stdout.write(`${url}\n`);
  await startServer(config, { logger, seedDirectory: '', started });
}

run().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
