import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SDK_VERSION } from './sdk-version.js';

describe('SDK_VERSION', () => {
  it('is that of the package', () => {
    const text = readFileSync(join(__dirname, '../package.json'), 'utf8');
    const { version } = JSON.parse(text) as { version: string };
    expect(SDK_VERSION).toBe(`browser/${version}`);
  });
});
