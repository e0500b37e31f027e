// Jest's sandbox makes simulations five times as slow, so its tests run them in a process of their own:
// node count-ends.mjs <world> <rollouts> <checks per step> prints how many ended by which verdict.
import { importTypeScript } from '../import-typescript.mjs';

const { endsWithoutDifference } = await importTypeScript('apps/server/test/rollouts/scenarios.ts');
const [world, rollouts, checks] = process.argv.slice(2);
console.log(JSON.stringify(endsWithoutDifference(world, Number(rollouts), Number(checks))));
