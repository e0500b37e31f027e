// npm test: install and build if needed, then Jest with the given arguments.
import './check-node.mjs';
import { ensureReady } from './ensure-ready.mjs';
import { runJest } from './run-jest.mjs';

await ensureReady();
runJest(process.argv.slice(2));
