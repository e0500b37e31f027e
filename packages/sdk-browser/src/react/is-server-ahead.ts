import { isSameJson } from './is-same-json.js';
import type { SluiceScope } from './sluice-context.js';

/** Whether what the server rendered with is the best there is: until the client has flags, and for the user it was rendered for alone. */
export function isServerAhead({ client, user, serverDetails, renderedFor }: SluiceScope): boolean {
  return (
    serverDetails !== null &&
    client.revision === null &&
    isSameJson(renderedFor, user ?? client.user)
  );
}
