// Builds what is missing or older than its sources; everything with --all.
import './check-node.mjs';
import { ensureBuilt, ensureInstalled } from './ensure-ready.mjs';

ensureInstalled();
await ensureBuilt({ all: process.argv.includes('--all') });
