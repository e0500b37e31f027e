// Run by run.mjs in a process of its own with --expose-gc: heap per flag and bytes per evaluation.
import { pathToFileURL } from 'node:url';
import { compile } from '../../packages/evaluator/dist/index.js';
import { NOW, flagOf, scenarios, snapshot, users } from './scenarios.mjs';
import { adapted } from './check.mjs';

const EVALUATIONS = 1_000_000;

/** Bytes a contender leaves behind per evaluation, once it is warm. */
export function bytesPerEvaluation(contender, key) {
  const population = users.map((user) => adapted(contender, user));
  const run = (count) => {
    let on = 0;
    for (let i = 0; i < count; i++)
      if (contender.isEnabled(key, population[i % population.length])) on++;
    return on;
  };
  run(100_000);
  run(100_000);
  globalThis.gc();
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  run(EVALUATIONS);
  // The reading itself costs some hundred bytes, once: less than a byte in a hundred evaluations.
  return Math.round(((process.memoryUsage().heapUsed - before) / EVALUATIONS) * 100) / 100;
}

/** Bytes of heap a compiled flag takes, the parsed snapshot aside. */
export function heapPerFlag(form, count = 10_000) {
  const flags = Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`flag-${i}`, flagOf(`flag-${i}`, form)]),
  );
  const wire = { ...snapshot(), flags };
  globalThis.gc();
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  const evaluator = compile(wire);
  globalThis.gc();
  globalThis.gc();
  const size = (process.memoryUsage().heapUsed - before) / count;
  return evaluator.isEnabled('flag-1', users[0], NOW) === undefined ? NaN : Math.round(size);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { create } = await import(`./contenders/${process.argv[2]}.mjs`);
  const contender = await create();
  const keys = scenarios.map(({ key }) => key).filter((key) => key !== null);
  const bytes = keys.map((key) => [key, bytesPerEvaluation(contender, key)]);
  const heap = ['everyone', 'rollout', 'rules'].map((form) => [form, heapPerFlag(form)]);
  console.log(JSON.stringify({ bytes: Object.fromEntries(bytes), heap: Object.fromEntries(heap) }));
}
