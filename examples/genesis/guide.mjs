// The old deployment guide, done with `sluice`: node examples/genesis/guide.mjs
// It starts a server and a service of its own (fresh data, random ports), runs every command of the guide
// in its place, and ends with a code other than 0 at the first thing that is not as it should be.
import { startSmallPrometheus } from './guide/small-prometheus.mjs';
import { after } from './guide/steps/after.mjs';
import { backup } from './guide/steps/backup.mjs';
import { budget } from './guide/steps/budget.mjs';
import { byHand } from './guide/steps/by-hand.mjs';
import { badMetrics, instant, repaired } from './guide/steps/deployment.mjs';
import { faultAtAQuarter } from './guide/steps/fault-at-a-quarter.mjs';
import { preFlight } from './guide/steps/pre-flight.mjs';
import { inWorld } from './guide/world.mjs';

await inWorld(startSmallPrometheus, [
  preFlight,
  backup,
  faultAtAQuarter,
  repaired,
  badMetrics,
  byHand,
  instant,
  budget,
  after,
]);
