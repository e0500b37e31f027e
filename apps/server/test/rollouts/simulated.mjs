// Jest's sandbox makes simulations five times as slow, so its tests run them in a process of their own:
// node simulated.mjs '[["withoutDifference", world, rollouts, checks per step, first seed?] | ["detections", fault, runs]]'
// prints what came out of each as a JSON array.
import { importTypeScript } from '../import-typescript.mjs';

const { endsWithoutDifference, stoppedIn } = await importTypeScript(
  'apps/server/test/rollouts/ends.ts',
);
const { detections } = await importTypeScript('apps/server/test/rollouts/detection.ts');

const SIMULATIONS = {
  withoutDifference(...asked) {
    const ends = endsWithoutDifference(...asked);
    return { stopped: stoppedIn(ends), ends };
  },
  detections(fault, runs) {
    const { times, codes } = detections(fault, runs);
    return { median: times[Math.floor(times.length / 2)], codes };
  },
};

const asked = JSON.parse(process.argv[2]);
console.log(JSON.stringify(asked.map(([name, ...values]) => SIMULATIONS[name](...values))));
