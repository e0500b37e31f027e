import type { Evaluator, FlagMetadata, Snapshot } from '@sluice/evaluator';
import type { Overlay } from '@sluice/protocol';
import { encodeCache } from '../cache/cache-record.js';
import type { ServerClock } from '../clock/server-clock.js';
import type { ClientState } from '../connection/connection.js';
import { Reporter } from '../events/reporter.js';
import { uuid } from '../events/uuid.js';
import type { OverrideSources } from '../overrides/override-sources.js';
import type { Overriding } from '../overrides/overriding.js';
import type { Reduction } from '../view/reduction.js';
import type { Telemetry } from '../ports/telemetry.js';
import { snapshotOf } from '../view/view.js';
import type { Beginning } from './beginning.js';
import { CacheWriter } from './cache-writer.js';
import type { ClientEngine } from './client-engine.js';
import type { ClientEvents } from './client-events.js';
import { Connector } from './connector.js';
import type { Emitter } from './emitter.js';
import type { EngineOptions, EnginePorts } from './engine-options.js';
import { FlagStore } from './flag-store.js';
import { guardLogger } from './guard-logger.js';
import { metadataIn } from './metadata-in.js';
import { localReport } from './local-report.js';
import { Readiness } from './readiness.js';
import { ScheduleWatch } from './schedule-watch.js';
import { Scheduler } from './scheduler.js';
import { servingText } from './serving-text.js';

/** Everything of an SDK but the questions: keeps one evaluator true to the server, from start to close. */
export class Engine implements ClientEngine {
  /** What answers questions; null while there is nothing to serve. Readers take it anew for each question. */
  evaluator: Evaluator | null = null;
  /**
   * The corrected clock when it last mattered, for every question. Never a number first: V8 then
   * keeps numbers by reference, and passing this one on allocates nothing.
   */
  now: number | null = null;
  readonly emitter: Emitter<ClientEvents>;
  readonly local: Overriding;
  /** What counts requests behind watched flags; null where the adapter brought none. */
  readonly telemetry: Telemetry | null;
  readonly #options: EngineOptions;
  readonly #ports: EnginePorts;
  readonly #serverClock: ServerClock;
  readonly #store: FlagStore;
  readonly #connector: Connector;
  readonly #reporter: Reporter;
  readonly #writer: CacheWriter | null;
  readonly #scheduler: Scheduler;
  readonly #schedules: ScheduleWatch;
  readonly #readiness: Readiness;
  readonly #instance: string;
  #closing: Promise<void> | null = null;
  #closeBy = Infinity;
  #giveUp = (): void => undefined;
  #corrections = 0;
  /** What is served may have come from the server, and is worth keeping. */
  #begun = false;

  constructor(options: EngineOptions, ports: EnginePorts, beginning: Beginning) {
    const logger = guardLogger(ports.logger);
    this.#options = options;
    this.#ports = { ...ports, logger };
    this.telemetry = ports.telemetry ?? null;
    const { clock, random, storage, timers } = ports;
    const { timings } = options;
    const monotonicMs = (): number => clock.monotonicMs();
    this.#instance = uuid(random);
    this.#serverClock = beginning.serverClock;
    this.#schedules = new ScheduleWatch(this.#serverClock, monotonicMs);
    this.#scheduler = new Scheduler(clock, timers, () => this.#tick());
    this.emitter = beginning.emitter;
    this.local = options.overriding((message) => logger.warn(message));
    this.#writer =
      storage && new CacheWriter({ storage, logger }, () => this.#cacheText(), timings.saveEveryMs);
    this.#reporter = this.#newReporter();
    this.#store = new FlagStore({
      compile: options.compile,
      replacing: (evaluator) => this.#reporter.collectFrom(evaluator),
      changed: (by, keys) => this.#changed(by, keys),
    });
    const { first, evaluator, live = false } = beginning;
    if (first !== null) this.#store.begin(first.snapshot, first.overlay, evaluator);
    this.#readiness = this.#newReadiness(live);
    this.#connector = this.#newConnector(live);
  }

  get state(): ClientState {
    return this.#readiness.state;
  }

  /** Revision served, or null while there is none. */
  get revision(): number | null {
    return this.#store.view?.revision ?? null;
  }

  /** Epoch served, or null while there is none. */
  get epoch(): string | null {
    return this.#store.view?.epoch ?? null;
  }

  get overlay(): Overlay | null {
    return this.#store.overlay;
  }

  /** What is served, as a snapshot; linear in its size. */
  get snapshot(): Snapshot | null {
    return this.#store.view && snapshotOf(this.#store.view);
  }

  /** A flag's own metadata; null where it has none, is unknown or is only there as somebody's parent. */
  metadataOf(key: string): FlagMetadata | null {
    // Callers without types ask for anything.
    return metadataIn(typeof key === 'string' && this.#store.view?.flags.get(key));
  }

  /** Milliseconds since what is served was known to be the server's state: 0 while live, null if it never was in this process. */
  get ageMs(): number | null {
    return this.#readiness.ageMs;
  }

  start(): void {
    this.#begun = true;
    if (this.state === 'live') this.#writer?.changed();
    this.#connector.start();
    this.#reporter.start();
    this.#arm();
  }

  /** Settles once: when the server's state is served for the first time, or with the reason why not. */
  ready(timeoutMs: number): Promise<void> {
    return this.#readiness.ready(timeoutMs);
  }

  /** Takes over what sources of overrides say now. */
  replaceOverrides(sources: Partial<OverrideSources>): void {
    if (this.#closing !== null) return;
    this.local.replace(sources);
    const keys = this.local.resolve(this.#store.view, 'nothing', this.evaluator);
    if (keys.length === 0) return;
    this.#reporter.soon();
    this.emitter.emit('change', { keys });
    this.#arm();
  }

  /** Ends stream and requests until {@link wake}; what is held is served on. */
  pause(): void {
    if (this.#begun) this.#connector.pause();
  }

  /** Goes on after a pause with one request and a new stream; else tries at once what waits for its time. */
  wake(): void {
    if (this.#begun) this.#connector.wake();
  }

  /** Sends what was counted, now. Never rejects. */
  async flush(): Promise<void> {
    if (this.#closing === null && this.state !== 'fatal') await this.#reporter.flush();
  }

  /** Sends what was counted, writes the cache, and ends everything, within `closeTimeoutMs`; the same promise every time. */
  close(): Promise<void> {
    this.#closing ??= this.#shut();
    return this.#closing;
  }

  async #shut(): Promise<void> {
    const { isHeard } = this.#readiness;
    this.#closeBy = this.#ports.clock.monotonicMs() + this.#options.timings.closeTimeoutMs;
    this.#connector.close();
    this.#readiness.close();
    this.#arm();
    const reported = isHeard ? this.#reporter.finish() : undefined;
    const gaveUp = new Promise<void>((resolve) => (this.#giveUp = resolve));
    await Promise.race([Promise.all([reported, this.#writer?.finish()]), gaveUp]);
    this.#closeBy = -Infinity;
    this.#scheduler.arm(Infinity, false);
    this.emitter.clear();
  }

  #newReadiness(live: boolean): Readiness {
    return new Readiness({
      ...this.#ports,
      live,
      serving: () => servingText(this.#store.view),
      waiting: () => this.#arm(),
      entered: (state, previous) => this.emitter.emit('stateChange', { state, previous }),
    });
  }

  #newConnector(live: boolean): Connector {
    return new Connector({
      ...this.#ports,
      ...this.#options,
      live,
      serverClock: this.#serverClock,
      store: this.#store,
      instance: this.#instance,
      stepped: (trouble) => this.#stepped(trouble),
    });
  }

  #newReporter(): Reporter {
    const { clock, random, logger, transport } = this.#ports;
    return new Reporter({
      monotonicMs: () => clock.monotonicMs(),
      now: () => this.#serverClock.now(),
      random,
      logger,
      timings: this.#options.timings,
      send: (batch) => transport.sendEvents(batch),
      evaluator: () => this.evaluator,
      telemetry: this.telemetry,
      facts: () => ({
        instance: this.#instance,
        sdk: this.#options.sdk,
        ...(this.revision !== null && { revision: this.revision }),
        local: localReport(this.local.state),
      }),
      moved: () => this.#arm(),
    });
  }

  /** What is served changed, and readers see all of it already. */
  #changed(by: Reduction['by'], keys: () => readonly string[]): void {
    const { view, evaluator, overlay } = this.#store;
    if (evaluator !== this.evaluator) evaluator?.countDecisions(true);
    this.evaluator = evaluator;
    const overridden = this.local.resolve(view, by, evaluator);
    this.now = this.#schedules.update(evaluator);
    if (this.#begun) this.#writer?.changed();
    const watch = overlay?.watch ?? [];
    this.#reporter.watch(watch.length > 0);
    this.telemetry?.watch(watch, (key) => view?.flags.get(key));
    if (this.#begun && this.emitter.has('change'))
      this.#announce([...new Set([...keys(), ...overridden])]);
  }

  #announce(keys: readonly string[]): void {
    if (keys.length > 0) this.emitter.emit('change', { keys });
  }

  #stepped(trouble: string | null): void {
    const { state, wanting } = this.#connector.connection;
    if (this.#serverClock.corrections !== this.#corrections) {
      this.#corrections = this.#serverClock.corrections;
      this.now = this.#schedules.update(this.evaluator);
    }
    this.#readiness.follow(state, wanting, trouble);
    this.#arm();
  }

  #tick(): void {
    const now = this.#ports.clock.monotonicMs();
    this.#connector.tick();
    if (now >= this.#closeBy) this.#giveUpFinishing();
    else this.#reporter.tick();
    this.#writer?.tick(now, () => this.#arm());
    this.#readiness.expire(now);
    if (now >= this.#schedules.deadline) this.#moveTime();
    this.#arm();
  }

  #giveUpFinishing(): void {
    this.#reporter.end();
    this.#giveUp();
  }

  #moveTime(): void {
    const isInstant = this.#schedules.isInstantDue;
    this.now = this.#schedules.update(this.evaluator);
    if (isInstant && this.emitter.has('change'))
      this.#announce(this.evaluator?.scheduledKeys() ?? []);
  }

  /** One timer, for whatever comes first; it keeps the process alive only while somebody awaits it. */
  #arm(): void {
    if (this.#closeBy === -Infinity) return;
    const closing = this.#closeBy !== Infinity;
    const deadline = Math.min(
      this.#connector.deadline,
      this.#reporter.deadline,
      this.#writer?.deadline ?? Infinity,
      this.#readiness.deadline,
      this.#schedules.deadline,
      this.#closeBy,
    );
    this.#scheduler.arm(deadline, closing || this.#readiness.deadline !== Infinity);
  }

  #cacheText(): string | null {
    const { snapshot, overlay } = this;
    if (snapshot === null) return null;
    const { owner } = this.#options;
    const clockOffsetMs = this.#serverClock.offsetMs();
    return encodeCache({ owner, snapshot, overlay, clockOffsetMs });
  }
}
