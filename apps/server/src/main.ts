import 'reflect-metadata';
import { join } from 'node:path';
import { processConfig } from './config/index.js';
import { createLogger } from './platform/logging/index.js';
import { onSignals } from './platform/shutdown/on-signals.js';
import { banner } from './startup/banner.js';
import { fatalMessage } from './startup/fatal-message.js';
import { startServer } from './startup/start-server.js';

const seedDirectory = join(import.meta.dirname, '../../../examples/genesis');

async function main(): Promise<void> {
  const config = processConfig();
  const logger = await createLogger(config);
  const stopping = new AbortController();
  onSignals(process, {
    first: (signal) => {
      logger.info({ signal }, 'shutting down; a second signal ends at once');
      stopping.abort();
    },
    again: () => process.exit(1),
  });
  const server = await startServer(config, {
    logger,
    seedDirectory,
    started: (url, outcome) => {
      process.stdout.write(banner(url, outcome));
    },
  });
  const end = async (): Promise<void> => {
    await server.stop();
    process.exit(0);
  };
  if (stopping.signal.aborted) await end();
  stopping.signal.addEventListener('abort', () => void end().catch(fail));
}

function fail(error: unknown): void {
  process.stderr.write(`${fatalMessage(error)}\n`);
  process.exit(1);
}

main().catch(fail);
