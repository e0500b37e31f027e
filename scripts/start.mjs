// npm start: install and build if needed, then be the server.
import './check-node.mjs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './repository.mjs';
import { ensureReady } from './ensure-ready.mjs';
import { followParent } from './follow-parent.mjs';

await ensureReady();

// In this process: one process fewer between the terminal and the server, so signals and the exit code
// are the server's own.
const main = join(root, 'apps/server/dist/apps/server/src/main.js');
process.argv[1] = main;
if (process.env.npm_lifecycle_event) followParent();
await import(pathToFileURL(main).href);
