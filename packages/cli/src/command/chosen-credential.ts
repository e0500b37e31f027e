import { credentialState } from '../words/credential-state.js';
import { usageError } from './cli-error.js';

/** How a key or token is recognised. */
export interface Credential {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  /** Id of the one that was made of it by a rotation. */
  readonly replacedBy?: string | null;
}

const SHORTEST_BEGINNING = 4;
const SHOWN_BEGINNING = 8;

/** The beginning of an id, as it is shown and accepted. */
export function shortId(id: string): string {
  return id.slice(0, SHOWN_BEGINNING);
}

/** The one that `wanted` stands for: an id, the beginning of one, or the hint or name of one that works. Exit code 2 where that is none or several. */
export function chosenCredential<T extends Credential>(
  all: readonly T[],
  wanted: string,
  words: { readonly noun: string; readonly list: string },
): T {
  const given = wanted.replace(/^(…|\.\.\.)/, '');
  const exact = all.find(({ id }) => id === wanted);
  if (exact !== undefined) return exact;
  const matching = all.filter(
    ({ id, name, hint, ...lifetime }) =>
      credentialState(lifetime, new Date()).works &&
      (name === wanted ||
        hint === given ||
        (wanted.length >= SHORTEST_BEGINNING && id.startsWith(wanted))),
  );
  const [found, ...others] = matching;
  if (found !== undefined && others.length === 0) return found;
  if (found === undefined)
    throw usageError(`There is no ${words.noun} '${wanted}'.`, `\`${words.list}\` shows them.`);
  throw usageError(
    `Several are called '${wanted}'.`,
    `Name one by the beginning of its id: ${matching.map(shown).join('; ')}.`,
  );
}

function shown({ id, hint, replacedBy, ...lifetime }: Credential): string {
  const { text } = credentialState(lifetime, new Date());
  const successor = replacedBy == null ? '' : `, replaced by ${shortId(replacedBy)}`;
  return `${shortId(id)} (ends in ${hint}, ${text}${successor})`;
}
