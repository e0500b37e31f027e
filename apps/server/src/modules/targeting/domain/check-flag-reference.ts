import { problemAt, shown, type Problem } from './problem.js';

/** Problems in the form of a prerequisite or flag condition: a flag, and at most one of `state` and `variants`. */
export function checkFlagReference(
  members: Readonly<Record<string, unknown>>,
  where: string,
): Problem[] {
  const { flag, state, variants } = members;
  const refuse = (message: string): Problem[] => [
    problemAt(where, 'INVALID_PREREQUISITE', message),
  ];
  if (typeof flag !== 'string' || flag === '')
    return refuse(`flag is the key of a flag, not ${shown(flag)}.`);
  if (state !== undefined && variants !== undefined)
    return refuse(`${flag} is asked for its state and for variants; ask for one of them.`);
  if (state !== undefined && state !== 'on' && state !== 'off')
    return refuse(`the state asked of ${flag} is "on" or "off", not ${shown(state)}.`);
  if (variants === undefined) return [];
  const names: unknown[] = Array.isArray(variants) ? variants : [];
  const usable = names.length > 0 && names.every((name) => typeof name === 'string');
  return usable
    ? []
    : refuse(
        `the variants asked of ${flag} are a list of at least one name, not ${shown(variants)}.`,
      );
}
