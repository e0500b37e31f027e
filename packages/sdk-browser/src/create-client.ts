import { checkedOptions } from './checked-options.js';
import type { ClientOptions } from './client-options.js';
import { PageEngine } from './page-engine.js';
import { SluiceClient } from './sluice-client.js';

/**
 * Starts a client. It serves at once what it has (cache, bootstrap, overrides, defaults), connects
 * in the background and stays connected until closed. Throws a TypeError for options that make no
 * sense, and never for a server that cannot be reached.
 */
export function createClient(options: ClientOptions): SluiceClient {
  return new SluiceClient(new PageEngine(checkedOptions(options)));
}
