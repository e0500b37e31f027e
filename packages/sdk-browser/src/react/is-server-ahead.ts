import { isSameJson } from './is-same-json.js';
import type { SluiceScope } from './sluice-context.js';

/**
 * Whether what the server rendered with is the best there is: for the user it was rendered for alone,
 * and until the client has flags that are no older, which those of a cache mostly are.
 */
export function isServerAhead({ client, user, serverDetails, renderedFor }: SluiceScope): boolean {
  return (
    serverDetails !== null &&
    (client.revision === null || client.state === 'initializing') &&
    isSameJson(renderedFor, user ?? client.user)
  );
}
