import {
  DEFAULT_TIMINGS,
  Engine,
  NO_OVERRIDES,
  readOverlay,
  ServerClock,
  type EngineOptions,
} from '@sluice/sdk-core';
import type { Evaluator } from '@sluice/evaluator';
import { CompactEvaluator, FollowingEvaluator, type Followed } from '@sluice/evaluator/compact';
import { BROWSER_CLOCK } from './browser-clock.js';
import { BROWSER_TIMERS } from './browser-timers.js';
import { followPage } from './follow-page.js';
import { PageTransport } from './page-transport.js';
import { storageIn } from './storage-in.js';
import { SDK_VERSION } from './sdk-version.js';
import { lazyTelemetry } from './telemetry/lazy-telemetry.js';
import { needsMore, vocabulary } from './vocabulary.js';
import type { PageEngine } from './page-engine.js';

/** Starts the engine from where the page is, and lets it follow whether anybody looks at it. Rejects where what it needs cannot be loaded. */
export async function runEngine(
  page: PageEngine,
  handOver: (engine: Engine) => void,
): Promise<void> {
  const { overrides } = page.options;
  const local = overrides.size > 0 && (await import('./local-overriding.js'));
  if (page.state === 'closed') return;
  const engine = engineOf(page, local ? local.overridingBy(overrides) : () => NO_OVERRIDES);
  handOver(engine);
  engine.start();
  followPage(engine);
  // Nothing was answered until now.
  if (page.evaluator === null) tellAll(engine);
}

function engineOf(page: PageEngine, overriding: EngineOptions['overriding']): Engine {
  const { options, owner, store, emitter, evaluator, aheadMs } = page;
  const held = needsMore(page.held) ? null : page.held;
  return new Engine(
    {
      sdk: SDK_VERSION,
      owner,
      pollOnly: options.stream === false,
      kind: 'client',
      overriding,
      timings: DEFAULT_TIMINGS,
      compile: (snapshot) => following(new CompactEvaluator(snapshot, vocabulary)),
    },
    {
      clock: BROWSER_CLOCK,
      timers: BROWSER_TIMERS,
      random: Math.random,
      logger: options.logger,
      transport: new PageTransport(page),
      storage: store && storageIn(store, owner),
      telemetry: lazyTelemetry(),
    },
    {
      emitter,
      serverClock: new ServerClock(BROWSER_CLOCK, Math.round(aheadMs)),
      first: held && { snapshot: held.snapshot, overlay: readOverlay(held.overlay) },
      live: page.state === 'live',
      ...(evaluator !== null && { evaluator: following(evaluator) }),
    },
  );
}

function tellAll({ evaluator, emitter }: Engine): void {
  if (evaluator !== null) emitter.emit('change', { keys: evaluator.keys() });
}

/** The engine asks for arms only through telemetry, which has its own way here. */
function following(evaluator: CompactEvaluator): Evaluator {
  return FollowingEvaluator.from(evaluator) as Followed as Evaluator;
}
