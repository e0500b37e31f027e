import type { Config } from './config.js';
import { readConfig } from './read-config.js';

/** The configuration of this very process; throws `ConfigError` with every problem at once. */
export function processConfig(): Config {
  return readConfig(process.env, {
    workingDirectory: process.cwd(),
    terminal: process.stdout.isTTY,
  });
}
