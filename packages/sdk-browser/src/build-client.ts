import type { Timings } from '@sluice/sdk-core';
import { cacheOwner } from './cache-owner.js';
import { checkedOptions } from './checked-options.js';
import { localStore } from './local-store.js';
import { PageEngine } from './page-engine.js';
import { SluiceClient } from './sluice-client.js';

/** What tests set otherwise. */
export interface Surroundings {
  readonly timings?: Partial<Timings>;
}

/** A started client; throws a TypeError for options that make no sense. */
export function buildClient(options: unknown, around: Surroundings = {}): SluiceClient {
  const checked = checkedOptions(options);
  const { url, key, onStateChange } = checked;
  const engine = new PageEngine({
    ...checked,
    owner: cacheOwner(url, key),
    store: checked.cache ? localStore() : null,
    timings: around.timings ?? {},
  });
  const client = new SluiceClient(engine, checked.keep, checked.user);
  if (onStateChange) client.on('stateChange', onStateChange);
  void engine.start();
  return client;
}
