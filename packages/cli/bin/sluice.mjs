#!/usr/bin/env node
// The command. In a clone of the repository it first builds what is missing or older than its sources.
import { existsSync } from 'node:fs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Sluice needs Node >= 20.19; this is ${process.version}.`);
  process.exit(1);
}

const prepare = new URL('../../../scripts/ensure-cli.mjs', import.meta.url);
const sources = new URL('../src/main.ts', import.meta.url);
if (existsSync(sources) && existsSync(prepare)) await (await import(prepare.href)).ensureCli();

await import(new URL('../dist/main.js', import.meta.url).href);
