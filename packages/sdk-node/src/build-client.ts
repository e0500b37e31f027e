import { compile } from '@sluice/evaluator';
import {
  beginningOf,
  DEFAULT_TIMINGS,
  Engine,
  LocalOverrides,
  RolloutTelemetry,
  type Timings,
} from '@sluice/sdk-core';
import { cacheFile, cacheOwner } from './cache-file.js';
import { checkedOptions } from './checked-options.js';
import { DatadogSketch } from './datadog-sketch.js';
import { FileStorage } from './file-storage.js';
import { LocalSources } from './local-sources.js';
import { NodeTransport } from './node-transport.js';
import { SDK_VERSION } from './sdk-version.js';
import { SluiceClient } from './sluice-client.js';
import { SYSTEM_CLOCK } from './system-clock.js';
import { SYSTEM_TIMERS } from './system-timers.js';

/** What tests set otherwise. */
export interface Surroundings {
  readonly timings?: Partial<Timings>;
  readonly environment?: () => Readonly<Record<string, string | undefined>>;
  readonly wallMs?: () => number;
}

/** A started client; throws a TypeError for options that make no sense. */
export function buildClient(options: unknown, around: Surroundings = {}): SluiceClient {
  const checked = checkedOptions(options);
  const { url, key, kind, cacheDir, logger, bootstrap, pollOnly } = checked;
  const owner = cacheOwner(checked);
  const sources = new LocalSources(around.environment ?? (() => process.env), logger);
  const clock = { ...SYSTEM_CLOCK, ...(around.wallMs && { wallMs: around.wallMs }) };
  const storage = cacheDir === null ? null : new FileStorage(cacheFile(cacheDir, owner));
  const engine = new Engine(
    {
      sdk: SDK_VERSION,
      owner,
      pollOnly,
      kind,
      overriding: (warn) =>
        new LocalOverrides({ ...sources.read(), code: checked.overrides }, warn),
      timings: { ...DEFAULT_TIMINGS, ...around.timings },
      compile,
    },
    {
      clock,
      timers: SYSTEM_TIMERS,
      random: Math.random,
      logger,
      transport: new NodeTransport(url, key),
      telemetry: new RolloutTelemetry({
        monotonicMs: () => SYSTEM_CLOCK.monotonicMs(),
        newSketch: () => new DatadogSketch(),
      }),
      storage,
    },
    beginningOf({ owner, bootstrap }, { clock, storage, logger }),
  );
  const client = new SluiceClient(engine, checked.keep, sources);
  if (checked.onStateChange) client.on('stateChange', checked.onStateChange);
  sources.start((changed) => engine.replaceOverrides(changed));
  engine.start();
  return client;
}
