import { compile } from '@sluice/evaluator';
import { DEFAULT_TIMINGS, Engine, type Timings } from '@sluice/sdk-core';
import { BROWSER_CLOCK } from './browser-clock.js';
import { BROWSER_TIMERS } from './browser-timers.js';
import { BrowserTransport } from './browser-transport.js';
import { cacheOwner } from './cache-owner.js';
import { checkedOptions } from './checked-options.js';
import { localStorageAt } from './local-storage.js';
import { SDK_VERSION } from './sdk-version.js';
import { SluiceClient } from './sluice-client.js';

/** What tests set otherwise. */
export interface Surroundings {
  readonly timings?: Partial<Timings>;
}

/** A started client; throws a TypeError for options that make no sense. */
export function buildClient(options: unknown, around: Surroundings = {}): SluiceClient {
  const checked = checkedOptions(options);
  const { url, key, logger, bootstrap } = checked;
  const owner = cacheOwner(url, key);
  const engine = new Engine(
    {
      sdk: SDK_VERSION,
      owner,
      pollOnly: !checked.stream,
      kind: 'client',
      bootstrap,
      overrides: { file: new Map(), env: new Map(), code: checked.overrides },
      timings: { ...DEFAULT_TIMINGS, ...around.timings },
      compile,
    },
    {
      clock: BROWSER_CLOCK,
      timers: BROWSER_TIMERS,
      random: Math.random,
      logger,
      transport: new BrowserTransport(url, key),
      storage: checked.cache ? localStorageAt(`sluice:${owner}`) : null,
    },
  );
  const client = new SluiceClient(engine, checked.keep, checked.user);
  if (checked.onStateChange) client.on('stateChange', checked.onStateChange);
  engine.start();
  return client;
}
