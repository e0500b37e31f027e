import { DEFAULT_TIMINGS, Engine, NO_OVERRIDES, readOverlay, ServerClock } from '@sluice/sdk-core';
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
import type { overridingBy } from './local-overriding.js';
import type { PageEngine } from './page-engine.js';

/** The engine, started from where the page is, and following whether anybody looks at it. Nothing is overridden unless it is said how. */
export function runEngine(
  page: PageEngine,
  overriding: ReturnType<typeof overridingBy> = () => NO_OVERRIDES,
): Engine {
  const { options, owner, store, emitter, evaluator, aheadMs } = page;
  const held = needsMore(page.held) ? null : page.held;
  const engine = new Engine(
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
  engine.start();
  followPage(engine);
  // Nothing was answered until now; the page has its engine when this runs.
  if (evaluator === null) queueMicrotask(() => tellAll(engine));
  return engine;
}

function tellAll({ evaluator, emitter }: Engine): void {
  if (evaluator !== null) emitter.emit('change', { keys: evaluator.keys() });
}

/** The engine asks for arms only through telemetry, which has its own way here. */
function following(evaluator: CompactEvaluator): Evaluator {
  return FollowingEvaluator.from(evaluator) as Followed as Evaluator;
}
