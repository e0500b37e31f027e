// node bench/evaluation/run.mjs [--smoke]: see README.md.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';

const here = import.meta.dirname;
const smoke = process.argv.includes('--smoke');
const evaluator = resolve(here, '../../packages/evaluator');
const npm = (args, cwd) =>
  execFileSync('npm', args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });

if (!existsSync(resolve(here, 'node_modules/mitata'))) npm(['ci', '--no-audit', '--no-fund'], here);
if (!existsSync(resolve(evaluator, 'dist/index.js'))) npm(['run', 'build'], evaluator);

const { scenarios } = await import('./scenarios.mjs');
const { problemsOf } = await import('./check.mjs');
const { measureScenario, warmUp } = await import('./measure.mjs');
const { compilationTimes } = await import('./compilation.mjs');
const { countingCosts } = await import('./counting.mjs');
const { countingTable, speedTable, table } = await import('./table.mjs');

// Another contender is another file with `create()`, named here.
const CONTENDERS = ['floor', 'sluice', 'flagd', 'growthbook', 'unleash'];
const contenders = [];
for (const name of CONTENDERS)
  contenders.push(await (await import(`./contenders/${name}.mjs`)).create());

const problems = contenders.flatMap((contender) => problemsOf(contender, contenders[0]));
for (const problem of problems) console.error(`WRONG ANSWER  ${problem}`);

warmUp(contenders);
const effort = smoke ? { rounds: 1, cpuMs: 20 } : { rounds: 5, cpuMs: 250 };
const results = [];
for (const scenario of scenarios)
  results.push({ scenario, best: await measureScenario(scenario, contenders, effort) });

const counting = await countingCosts(effort);
problems.push(...counting.missing);
for (const missing of counting.missing) console.error(`NOT COUNTED  ${missing}`);

const memory = JSON.parse(
  execFileSync(process.execPath, ['--expose-gc', resolve(here, 'memory.mjs'), 'sluice'], {
    encoding: 'utf8',
  }),
);
console.log(
  `node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'} × ${cpus().length}${smoke ? ', smoke run' : ''}\n`,
);
console.log(speedTable(results, contenders, memory.bytes));
console.log();
console.log(countingTable(counting.costs));
console.log();
const times = Object.entries(compilationTimes(smoke ? 3 : 15)).map(([what, ms]) => [
  what,
  `${ms.toFixed(3)} ms`,
]);
const heap = Object.entries(memory.heap).map(([form, bytes]) => [
  `heap per compiled flag (${form})`,
  `${bytes} bytes`,
]);
console.log(table([...times, ...heap]));

process.exitCode = problems.length === 0 ? 0 : 1;
