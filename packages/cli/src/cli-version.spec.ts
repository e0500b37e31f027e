import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLI_VERSION } from './cli-version.js';

describe('CLI_VERSION', () => {
  it('is that of the package', () => {
    const text = readFileSync(join(__dirname, '../package.json'), 'utf8');
    const { version } = JSON.parse(text) as { version: string };
    expect(CLI_VERSION).toBe(version);
  });
});
