import { credentialState } from '../words/credential-state.js';
import { usageError } from './cli-error.js';

/** How a key or token is recognised. */
export interface Credential {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

const SHORTEST_BEGINNING = 4;

/** The one that `wanted` stands for: an id, the beginning of one, or the hint or name of one that works. Exit code 2 where that is none or several. */
export function chosenCredential<T extends Credential>(
  all: readonly T[],
  wanted: string,
  words: { readonly noun: string; readonly list: string },
): T {
  const exact = all.find(({ id }) => id === wanted);
  if (exact !== undefined) return exact;
  const matching = all.filter(
    ({ id, name, hint, ...lifetime }) =>
      credentialState(lifetime, new Date()).works &&
      (name === wanted ||
        hint === wanted ||
        (wanted.length >= SHORTEST_BEGINNING && id.startsWith(wanted))),
  );
  const [found, ...others] = matching;
  if (found !== undefined && others.length === 0) return found;
  if (found === undefined)
    throw usageError(`There is no ${words.noun} '${wanted}'.`, `\`${words.list}\` shows them.`);
  throw usageError(
    `Several are called '${wanted}'.`,
    `Name one by its id: ${matching.map(({ id }) => id).join(', ')}.`,
  );
}
