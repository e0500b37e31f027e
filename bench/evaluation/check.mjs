// Every contender has to give sane answers before its speed means anything.
import { scenarios, users } from './scenarios.mjs';

/** What is wrong with a contender's answers, one line each. */
export function problemsOf(contender, floor) {
  const problems = [];
  for (const { name, key, share } of scenarios) {
    if (key === null || contender.lacks?.includes(key)) continue;
    const on = users.filter((user) => contender.isEnabled(key, adapted(contender, user)) === true);
    const [expected, tolerance] = share;
    const actual = on.length / users.length;
    if (Math.abs(actual - expected) > tolerance + 1e-9)
      problems.push(
        `${contender.name}: ${name}: on for ${actual}, expected ${expected} ± ${tolerance}`,
      );
    if (contender.name !== 'sluice') continue;
    const wrong = users.find(
      (user) => contender.isEnabled(key, user) !== floor.isEnabled(key, user),
    );
    if (wrong !== undefined)
      problems.push(`sluice: ${name}: differs from the floor for ${wrong.id}`);
  }
  return problems;
}

export function adapted(contender, user) {
  return contender.adapt === undefined ? user : contender.adapt(user);
}
