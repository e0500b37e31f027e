// A process that simulates what it is asked over IPC: { id, name, values } → { id, result }.
import { importTypeScript } from '../../apps/server/test/import-typescript.mjs';

const folder = 'apps/server/test/rollouts';
const { detections } = await importTypeScript(`${folder}/detection.ts`);
const { endsOf, endsWithoutDifference, safePlan } = await importTypeScript(`${folder}/ends.ts`);
const { RAMP_WORLDS } = await importTypeScript(`${folder}/worlds.ts`);

/** A day per step, and two at 100 %: the hold of the last one is the validation. */
const SEVEN_DAYS = safePlan(86_400).map((step) =>
  step.percentage === 100 ? { ...step, holdMs: 2 * step.holdMs } : step,
);
const OUTAGE_SECONDS = 900;

const SIMULATIONS = {
  detections: (fault, runs) => detections(fault, runs),
  withoutDifference: (world, rollouts, checksPerStep, firstSeed) =>
    endsWithoutDifference(world, rollouts, checksPerStep, firstSeed),
  ramps: (world, ramps, firstSeed) =>
    endsOf({ plan: SEVEN_DAYS, world: RAMP_WORLDS[world] }, ramps, firstSeed),
  outage({ percentage, after, clusterSize, at, requestsPerSecond, instances }, runs, firstSeed) {
    const errors = (_, t) => (t < at ? 0.004 : after);
    const world = { requestsPerSecond, instances, errors, clusterSize, changes: [at] };
    const plan = [{ percentage, holdMs: 86_400_000 }];
    return endsOf({ plan, world, until: OUTAGE_SECONDS }, runs, firstSeed);
  },
};

process.on('message', ({ id, name, values }) => {
  process.send({ id, result: SIMULATIONS[name](...values) });
});
process.on('disconnect', () => process.exit(0));
process.send({ ready: true });
