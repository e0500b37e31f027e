// Jest's sandbox makes simulations five times as slow, so its tests run them in a process of their own:
// node count-ends.mjs <world> <rollouts> <checks per step> [first seed] prints how many were stopped, and by what.
import { importTypeScript } from '../import-typescript.mjs';

const { endsWithoutDifference, stoppedIn } = await importTypeScript(
  'apps/server/test/rollouts/ends.ts',
);
const [world, rollouts, checks, firstSeed = '1'] = process.argv.slice(2);
const ends = endsWithoutDifference(world, Number(rollouts), Number(checks), Number(firstSeed));
console.log(JSON.stringify({ stopped: stoppedIn(ends), ends }));
