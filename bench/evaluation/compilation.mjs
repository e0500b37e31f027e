import { compile } from '../../packages/evaluator/dist/index.js';
import { flagOf, snapshot } from './scenarios.mjs';

const FLAGS = 10_000;

const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];

function timed(work) {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** Milliseconds of CPU, garbage collection included: what a busy machine does not blur. */
function cpuTimed(work) {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e3;
}

/** Milliseconds to compile 10,000 flags (first and median), to apply one change to them, and to replace the overlay. */
export function compilationTimes(rounds = 15) {
  const forms = ['everyone', 'rollout', 'rules', 'variants'];
  const flags = Object.fromEntries(
    Array.from({ length: FLAGS }, (_, i) => [`flag-${i}`, flagOf(`flag-${i}`, forms[i % 4])]),
  );
  const wire = { ...snapshot(), flags };
  let evaluator;
  const compilations = Array.from({ length: rounds }, () =>
    timed(() => {
      evaluator = compile(wire);
    }),
  );
  const cpu = Array.from({ length: rounds }, () =>
    cpuTimed(() => {
      evaluator = compile(wire);
    }),
  );
  const puts = Array.from({ length: 200 }, (_, i) =>
    timed(() => evaluator.apply([{ put: flagOf(`flag-${i * 7}`, 'rollout') }], i)),
  );
  const drops = Array.from({ length: 50 }, (_, i) =>
    timed(() => evaluator.apply([{ drop: `flag-${i}` }], i)),
  );
  const overlays = Array.from({ length: 20 }, (_, i) =>
    timed(() => evaluator.setOverlay({ shutdown: i % 2 === 0, overrides: { 'flag-9000': 'on' } })),
  );
  return {
    'compile 10,000 flags, first time': compilations[0],
    'compile 10,000 flags, median': median(compilations),
    'compile 10,000 flags, median CPU time': median(cpu),
    'apply one put, median': median(puts),
    'apply one put, worst of 200': Math.max(...puts),
    'apply one drop, median': median(drops),
    'replace the overlay, median': median(overlays),
  };
}
