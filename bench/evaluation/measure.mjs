import { measure } from 'mitata';
import { adapted } from './check.mjs';
import { scenarios, users } from './scenarios.mjs';

/** The evaluation of one scenario as a function without arguments, going round the users. */
function question(contender, key, method) {
  const population = users.map((user) => adapted(contender, user));
  const ask = contender[method];
  let next = 0;
  if (key === null)
    return () => ask(population[(next = next + 1 < population.length ? next + 1 : 0)]);
  return () => ask(key, population[(next = next + 1 < population.length ? next + 1 : 0)]);
}

/** Everything is asked of everybody first: an evaluator in a service has seen more than one flag. */
export function warmUp(contenders) {
  for (let round = 0; round < 20; round++)
    for (const contender of contenders)
      for (const { key } of scenarios)
        if (key !== null && !contender.lacks?.includes(key))
          for (let i = 0; i < 200; i++) contender.isEnabled(key, adapted(contender, users[i]));
}

/**
 * Nanoseconds per evaluation of every contender: the least median of several rounds, contenders
 * taking turns, so that what else runs on the machine hits all of them alike.
 */
export async function measureScenario({ key }, contenders, { rounds, cpuMs }) {
  const entries = contenders.flatMap((contender) => {
    if (contender.lacks?.includes(key)) return [];
    const method = key === null ? 'all' : 'isEnabled';
    const timed = contender[method] ? [[contender.name, question(contender, key, method)]] : [];
    const detail = key !== null && contender.detail;
    return detail
      ? [...timed, [`${contender.name} detail`, question(contender, key, 'detail')]]
      : timed;
  });
  const best = new Map();
  for (let round = 0; round < rounds; round++) {
    for (const [name, ask] of entries) {
      const { p50 } = await measure(ask, { min_cpu_time: cpuMs * 1e6 });
      best.set(name, Math.min(best.get(name) ?? Infinity, p50));
    }
  }
  return best;
}
