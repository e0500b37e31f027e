import { shortId } from './chosen-credential.js';
import { usageError } from './cli-error.js';

const SHORTEST_BEGINNING = 4;

/** The one that `wanted` stands for: an id, the beginning of one, or a name. Exit code 2 where that is none or several. */
export function chosenByName<T extends { readonly id: string; readonly name: string }>(
  all: readonly T[],
  wanted: string,
  words: { readonly noun: string; readonly list: string },
): T {
  const exact = all.find(({ id }) => id === wanted);
  if (exact !== undefined) return exact;
  const matching = all.filter(
    ({ id, name }) =>
      name === wanted || (wanted.length >= SHORTEST_BEGINNING && id.startsWith(wanted)),
  );
  const [found, ...others] = matching;
  if (found !== undefined && others.length === 0) return found;
  if (found === undefined)
    throw usageError(`There is no ${words.noun} '${wanted}'.`, `\`${words.list}\` shows them.`);
  throw usageError(
    `Several are called '${wanted}'.`,
    `Name one by the beginning of its id: ${matching.map(({ id }) => shortId(id)).join(', ')}.`,
  );
}
