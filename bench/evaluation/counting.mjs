import { measure } from 'mitata';
import { compile } from '../../packages/evaluator/dist/index.js';
import { NOW, scenarios, snapshot, users } from './scenarios.mjs';

function question(evaluator, key) {
  let next = 0;
  return () =>
    evaluator.isEnabled(key, users[(next = next + 1 < users.length ? next + 1 : 0)], NOW);
}

/**
 * Nanoseconds of `isEnabled` by scenario, not counted and counted, in turns within one run: the least
 * median of several rounds each, and the median difference of two that followed each other.
 */
export async function countingCosts({ rounds, cpuMs }) {
  const uncounted = compile(snapshot());
  const counted = compile(snapshot());
  counted.countDecisions(true);
  const costs = [];
  for (const { name, key } of scenarios) {
    if (key === null) continue;
    const asks = [question(uncounted, key), question(counted, key)];
    const medians = [[], []];
    for (let round = 0; round < 2 * rounds; round++)
      for (const [which, ask] of asks.entries())
        medians[which].push((await measure(ask, { min_cpu_time: cpuMs * 1e6 })).p50);
    const [off, on] = medians;
    const differences = off.map((ns, round) => on[round] - ns).sort((a, b) => a - b);
    const cost = differences[Math.floor(differences.length / 2)];
    costs.push({ name, off: Math.min(...off), on: Math.min(...on), cost });
  }
  const total = new Map();
  counted.takeCounts({
    decided: (flag, _variant, _reason, count) => total.set(flag, (total.get(flag) ?? 0) + count),
    unknown() {},
  });
  const missing = scenarios.filter(({ key }) => key !== null && !total.has(key));
  return { costs, missing: missing.map(({ key }) => `${key} was not counted`) };
}
