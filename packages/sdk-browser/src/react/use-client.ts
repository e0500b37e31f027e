import type { SluiceClient } from '../sluice-client.js';
import { useScope } from './use-scope.js';

/** The client of the nearest provider, for `identify`, `track` and whatever else no hook does. Throws where there is no provider. */
export function useClient(): SluiceClient {
  return useScope('useClient').client;
}
