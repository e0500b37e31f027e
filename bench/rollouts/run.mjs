// node bench/rollouts/run.mjs [--smoke]: how soon a bad rollout is stopped, and how often a good one.
// Simulated through the same functions that the engine calls at each check; fixed seeds.
import { cpus } from 'node:os';
import { importTypeScript } from '../../apps/server/test/import-typescript.mjs';
import { printEnds } from './end-to-end.mjs';

const smoke = process.argv.includes('--smoke');
const folder = 'apps/server/test/rollouts';
const { detectionTimes } = await importTypeScript(`${folder}/detection.ts`);
const { endsOf, endsWithoutDifference, defaultGuards, INDIFFERENT_WORLDS } = await importTypeScript(
  `${folder}/scenarios.ts`,
);
const failures = [];
const must = (holds, what) => holds || failures.push(what);
const seconds = (value) => (Number.isFinite(value) ? `${value.toFixed(0)} s` : 'not seen');
const percent = (part, all) => `${((100 * part) / all).toFixed(2)} %`;
const title = (text) => console.log(`\n${text}\n${'-'.repeat(text.length)}`);

console.log(`${cpus()[0]?.model}, node ${process.version}${smoke ? ', smoke run' : ''}`);

const FAULTS = [
  ['errors 1 % → 3 %', { threshold: 0.01, before: 0.01, after: 0.03 }],
  ['p95 200 → 800 ms', { threshold: 0.05, before: 0.005, after: 0.3 }],
];
title('Time from fault to rollback, 100 requests/s in the treatment arm, checks every 10 s');
console.log('fault              step  instances  fault begins   median       90 %');
for (const [name, fault] of FAULTS) {
  for (const percentage of [5, 10, 25, 50, 75, 100]) {
    for (const [instances, midStep] of [
      [4, false],
      [4, true],
      [1, true],
    ]) {
      const runs = smoke ? 40 : 400;
      const times = detectionTimes(
        { ...fault, treatmentPerSecond: 100, percentage, instances, midStep },
        runs,
      );
      const [median, late] = [times[runs / 2], times[Math.floor(runs * 0.9)]];
      console.log(
        `${name.padEnd(18)} ${`${percentage} %`.padStart(5)} ${String(instances).padStart(10)}  ${(midStep ? 'mid-step' : 'with step').padEnd(12)} ${seconds(median).padStart(8)} ${seconds(late).padStart(10)}`,
      );
      if (midStep && percentage <= 25)
        must(median <= 30, `${name} at ${percentage} %: median ${seconds(median)} is above 30 s`);
    }
  }
}

title(
  'Time from fault to rollback by size of the fault: errors 1 % → x at 25 %, 4 instances, mid-step',
);
console.log(
  'requests/s   ' + ['1.5 %', '2 %', '3 %', '5 %', '10 %'].map((x) => x.padStart(9)).join(''),
);
for (const treatmentPerSecond of [5, 20, 100, 500]) {
  const medians = [0.015, 0.02, 0.03, 0.05, 0.1].map((after) => {
    const fault = { threshold: 0.01, before: 0.01, after, midStep: true };
    const runs = smoke ? 10 : 100;
    return detectionTimes({ ...fault, treatmentPerSecond, percentage: 25, instances: 4 }, runs)[
      runs / 2
    ];
  });
  console.log(
    String(treatmentPerSecond).padEnd(12) + medians.map((m) => seconds(m).padStart(10)).join(''),
  );
}

title('False alarms: safe rollouts that make no difference, two guards, sample ratio included');
for (const world of Object.keys(INDIFFERENT_WORLDS)) {
  const runs = smoke ? 300 : 5_000;
  const ends = endsWithoutDifference(world, runs, smoke ? 10 : 30);
  const stopped = runs - (ends.none ?? 0);
  console.log(`${world.padEnd(42)} ${percent(stopped, runs).padStart(8)}  ${JSON.stringify(ends)}`);
  must(stopped / runs <= (smoke ? 0.02 : 0.01), `${world}: ${percent(stopped, runs)} stopped`);
}

title('An outage that hits both arms alike (0.4 % → 30 %, 200 s into the step)');
for (const clusterSize of [1, 2, 4]) {
  const runs = smoke ? 40 : 400;
  const badShare = (_, t) => (t < 200 ? 0.004 : 0.3);
  const world = { requestsPerSecond: 400, instances: 4, badShare, clusterSize };
  const guards = [{ threshold: 0.01, world }];
  const ends = endsOf({ steps: [25], checksPerStep: 60, guards }, runs);
  console.log(`clusters of ${clusterSize}: ${JSON.stringify(ends)}`);
  const blamed = (ends.tripwire ?? 0) + (ends.sequential ?? 0);
  must(blamed / runs <= 0.02, `an outage with clusters of ${clusterSize} was blamed in ${blamed}`);
}

title('Healthy 7-day safe ramps: every check of 60,480, errors 0.5 %, the hours of the day');
{
  const runs = smoke ? 2 : 200;
  const day = 86_400;
  const wave = (depth, phase) => (t) => 1 + depth * Math.sin((2 * Math.PI * t) / day + phase);
  const hour = wave(0.3, 1);
  const world = {
    requestsPerSecond: 100,
    instances: 1,
    badShare: (_, t) => 0.005 * hour(t),
    busy: wave(0.6, 0),
    clusterSize: 1.5,
  };
  const rollout = { steps: [5, 10, 25, 50, 75, 100], checksPerStep: 10_080, users: 2_000 };
  const ends = endsOf({ ...rollout, guards: defaultGuards(world) }, runs);
  console.log(`${runs} ramps: ${percent(ends.none ?? 0, runs)} completed  ${JSON.stringify(ends)}`);
  must((ends.none ?? 0) / runs >= 0.99, 'fewer than 99 % of healthy ramps were completed');
}

title(
  'From a bad reading to every client off: a server process, clients on streams, SDKs that observe',
);
for (const missed of await printEnds({ smoke })) must(false, missed);

for (const failure of failures) console.error(`MISSED: ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;
