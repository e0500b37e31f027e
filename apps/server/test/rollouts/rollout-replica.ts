import { RolloutPath } from './rollout-path.js';

const [, , , url = ''] = process.argv;
new RolloutPath(url).engine.onApplicationBootstrap();
// The engine's own timer does not keep a process alive.
setInterval(() => undefined, 1_000);
process.stdout.write('running\n');
