// node bench/rollouts/run.mjs [--smoke]: how soon a bad rollout is stopped, and how often a good one.
// Simulated through the very functions that the engine calls at each check, state machine included, with
// fixed seeds and on all cores; then end to end, against a server process (npm run build first). Prints
// tables; exits 1 where a target is missed.
import { cpus } from 'node:os';
import { importTypeScript } from '../../apps/server/test/import-typescript.mjs';
import { printEnds } from './end-to-end.mjs';
import { Simulators } from './simulators.mjs';

const smoke = process.argv.includes('--smoke');
const begun = performance.now();
const { stoppedIn } = await importTypeScript('apps/server/test/rollouts/ends.ts');
const { RAMP_WORLDS, TUNING_WORLDS, UNSEEN_WORLDS } = await importTypeScript(
  'apps/server/test/rollouts/worlds.ts',
);
const simulators = new Simulators();

const failures = [];
const must = (holds, what) => holds || failures.push(what);
const seconds = (value) => (Number.isFinite(value) ? `${value.toFixed(0)} s` : 'not seen');
const percent = (part, all) => `${((100 * part) / all).toFixed(2)} %`;
const title = (text) => console.log(`\n${text}\n${'-'.repeat(text.length)}`);
const at = (times, share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
const sum = (ends) => Object.values(ends).reduce((a, b) => a + b, 0);

/** Upper end of the 95 % interval of a share (Wilson 1927). */
function atMost(part, all) {
  const z = 1.96;
  const p = part / all;
  const spread = z * Math.sqrt((p * (1 - p)) / all + (z * z) / (4 * all * all));
  return (p + (z * z) / (2 * all) + spread) / (1 + (z * z) / all);
}

const STEPS = [5, 10, 25, 50, 75, 100];
const FAULTS = [
  ['errors 1 % → 3 %', { what: 'errors', before: 0.01, after: 0.03 }],
  // Log-normal with σ = 0.56 and a p95 of 800 ms: 21 % are slower than 500 ms. Of a wide one, 12 %.
  ['p95 200 → 800 ms', { what: 'slow', before: 0.001, after: 0.21 }],
  ['p95, long tail', { what: 'slow', before: 0.005, after: 0.12 }],
];
const BEGINNINGS = [
  ['mid-step', 1],
  ['mid-step', 4],
  ['step', 1],
  ['step', 4],
  ['first-step', 1],
  ['first-step', 4],
];
function askDetections() {
  const runs = smoke ? 8 : 200;
  return FAULTS.flatMap(([name, what]) =>
    BEGINNINGS.map(([begins, instances]) => {
      const faults = STEPS.map((percentage) => ({
        ...what,
        treatmentPerSecond: 100,
        percentage,
        instances,
        begins,
      }));
      const asked = faults.map((fault) => simulators.run('detections', fault, runs));
      return { name, begins, instances, faults, asked };
    }),
  );
}

async function printDetections(rows) {
  title('Time from fault to rollback, 100 requests/s in the treatment arm: median, and 90 %');
  const head = STEPS.map((p) => `${p} %`.padStart(14)).join('');
  console.log(`fault              begins      instances${head}`);
  for (const { name, begins, instances, faults, asked } of rows) {
    const cells = [];
    for (const [index, fault] of faults.entries()) {
      const { times } = await asked[index];
      const median = at(times, 0.5);
      const where = `${name} at ${fault.percentage} %, ${begins}, ${instances} instances`;
      if (!smoke) must(median <= 30, `${where}: ${seconds(median)}`);
      cells.push(`${seconds(median)}, ${seconds(at(times, 0.9))}`.padStart(14));
    }
    const label = `${name.padEnd(18)} ${begins.padEnd(11)} ${String(instances).padStart(9)}`;
    console.log(label + cells.join(''));
  }
}

const SIZES = [0.015, 0.02, 0.03, 0.05, 0.1, 0.5];

function askSizes() {
  const fault = { what: 'errors', before: 0.01, begins: 'mid-step', percentage: 25, instances: 4 };
  return (smoke ? [100] : [1, 5, 20, 100, 500]).map((treatmentPerSecond) => ({
    treatmentPerSecond,
    asked: SIZES.map((after) =>
      simulators.run('detections', { ...fault, after, treatmentPerSecond }, smoke ? 4 : 40),
    ),
  }));
}

async function printSizes(rows) {
  title('Median time by size and traffic: errors 1 % → x in mid-step at 25 %, 4 instances');
  const head = SIZES.map((x) => `${(100 * x).toFixed(1)} %`.padStart(10)).join('');
  console.log(`requests/s   ${head}`);
  for (const { treatmentPerSecond, asked } of rows) {
    const medians = (await Promise.all(asked)).map(({ times }) => at(times, 0.5));
    const cells = medians.map((median) => seconds(median).padStart(10)).join('');
    console.log(String(treatmentPerSecond).padEnd(13) + cells);
  }
}

const FALSE_ALARM_SEED = 800_001;

function askFalseAlarms() {
  const size = { runs: smoke ? 100 : 5_000, portion: smoke ? 100 : 500 };
  const more = [smoke ? 6 : 12];
  return [
    ['looked at while tuning', TUNING_WORLDS],
    ['not looked at before', UNSEEN_WORLDS],
  ].map(([kind, worlds]) => ({
    kind,
    rows: Object.keys(worlds).map((world) => {
      const how = { ...size, firstSeed: FALSE_ALARM_SEED, more };
      return { world, ends: simulators.ends('withoutDifference', world, how) };
    }),
  }));
}

async function printFalseAlarms(kinds) {
  title(
    `False alarms: six steps of ${smoke ? 1 : 2} minutes that make no difference, two guards, sample ratio included`,
  );
  for (const { kind, rows } of kinds) {
    console.log(`${kind}:`);
    for (const { world, ends } of rows) {
      const seen = await ends;
      const runs = sum(seen);
      const stopped = stoppedIn(seen);
      const share = `${percent(stopped, runs)} (at most ${percent(atMost(stopped, runs), 1)})`;
      console.log(`  ${world.padEnd(48)} ${share.padStart(26)}  ${JSON.stringify(seen)}`);
      must(stopped / runs <= (smoke ? 0.04 : 0.01), `${world}: ${share} stopped`);
    }
  }
}

const OUTAGE = { after: 0.02, clusterSize: 1, at: 200, requestsPerSecond: 400, instances: 4 };
const OUTAGES = [
  OUTAGE,
  { ...OUTAGE, after: 0.05 },
  { ...OUTAGE, after: 0.3 },
  { ...OUTAGE, after: 0.3, clusterSize: 4 },
  { ...OUTAGE, after: 0.03, clusterSize: 4 },
  { ...OUTAGE, after: 0.03, at: 0 },
  { ...OUTAGE, after: 0.03, at: 0, clusterSize: 4, requestsPerSecond: 133, instances: 1 },
];

function askOutages() {
  const runs = smoke ? 10 : 300;
  const how = { runs, portion: runs, firstSeed: 1 };
  return OUTAGES.map((outage) => ({
    outage,
    asked: [5, 25, 75].map((percentage) => ({
      percentage,
      ends: simulators.ends('outage', { ...outage, percentage }, how),
    })),
  }));
}

async function printOutages(rows) {
  title('An outage that hits both arms alike, from 0.4 % of errors: blamed on the flag');
  console.log(`${''.padEnd(68)}     5 %    25 %    75 %`);
  for (const { outage, asked } of rows) {
    const { after, clusterSize, at: second, requestsPerSecond, instances } = outage;
    const cells = [];
    const name = `→ ${100 * after} % in clusters of ${clusterSize}, ${second} s into the step, ${requestsPerSecond}/s, ${instances} instances`;
    for (const { percentage, ends } of asked) {
      const seen = await ends;
      const blamed = (seen.TRIPWIRE ?? 0) + (seen.SEQUENTIAL ?? 0);
      const share = percent(blamed, sum(seen));
      cells.push(share.padStart(8));
      must(smoke || blamed / sum(seen) <= 0.05, `outage ${name} at ${percentage} %: ${share}`);
    }
    console.log(name.padEnd(66) + cells.join(''));
  }
}

function askRamps() {
  const how = { runs: smoke ? 1 : 250, portion: smoke ? 1 : 10, firstSeed: 1 };
  return Object.keys(RAMP_WORLDS).map((world) => ({
    world,
    ends: simulators.ends('ramps', world, how),
  }));
}

async function printRamps(rows) {
  title('Healthy 7-day safe ramps: every check of 60,480');
  let all = 0;
  let completed = 0;
  for (const { world, ends } of rows) {
    const seen = await ends;
    const runs = sum(seen);
    all += runs;
    completed += seen.completed ?? 0;
    const share = percent(seen.completed ?? 0, runs);
    console.log(`${world.padEnd(48)} ${share.padStart(9)} completed  ${JSON.stringify(seen)}`);
    must((seen.completed ?? 0) / runs >= 0.99, `${world}: ${JSON.stringify(seen)}`);
  }
  console.log(`${all} ramps: ${percent(completed, all)} completed`);
}

const minutes = () => `${((performance.now() - begun) / 60_000).toFixed(1)} minutes`;

console.log(`${cpus()[0]?.model}, node ${process.version}${smoke ? ', smoke run' : ''}`);
const detections = askDetections();
const sizes = askSizes();
const falseAlarms = askFalseAlarms();
const outages = askOutages();
const ramps = askRamps();
await printDetections(detections);
await printSizes(sizes);
await printFalseAlarms(falseAlarms);
await printOutages(outages);
await printRamps(ramps);
simulators.end();
console.log(`\nSimulated in ${minutes()}.`);

title(
  'From a bad reading to every client off: a server process, clients on streams, SDKs that observe',
);
for (const missed of await printEnds({ smoke })) must(false, missed);

for (const failure of failures) console.error(`MISSED: ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;
