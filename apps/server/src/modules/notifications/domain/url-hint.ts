const SHOWN = 4;
const LEAST_HIDDEN = 12;

/** Origin and last four characters of a URL: the rest may hold a token. */
export function urlHint(url: string): string {
  const { origin } = new URL(url);
  const rest = url.slice(origin.length);
  return rest.length < LEAST_HIDDEN ? `${origin}/…` : `${origin}/…${rest.slice(-SHOWN)}`;
}
