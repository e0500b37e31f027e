import type { Evaluator } from '@sluice/evaluator';
import type { EventBatch } from '@sluice/protocol';
import type { Timings } from '../connection/timings.js';
import { backoffMs } from '../connection/backoff.js';
import { jittered } from '../connection/surroundings.js';
import type { Logger } from '../ports/logger.js';
import type { Random } from '../ports/random.js';
import type { Telemetry } from '../ports/telemetry.js';
import type { EventsAnswer, Request } from '../ports/transport.js';
import { EventBuffer } from './event-buffer.js';
import { uuid } from './uuid.js';

/** What a reporter needs of its surroundings. */
export interface ReporterPorts {
  readonly monotonicMs: () => number;
  /** Corrected clock, ms since the epoch. */
  readonly now: () => number;
  readonly random: Random;
  readonly logger: Logger;
  readonly timings: Timings;
  readonly send: (batch: EventBatch) => Request<EventsAnswer>;
  /** Where decisions are counted at present. */
  readonly evaluator: () => Evaluator | null;
  readonly telemetry: Telemetry | null;
  /** Who reports, at which revision, and what is overridden here. */
  readonly facts: () => Pick<EventBatch, 'instance' | 'sdk' | 'revision' | 'local'>;
  /** Something happened outside `tick`: deadlines may have moved. */
  readonly moved: () => void;
}

const NOTHING_LOCAL = JSON.stringify({ shutdown: false, overrides: [] });

/** Batches older than this are merged into a new one: the server takes times within ten minutes. */
const OLDEST_BATCH_MS = 300_000;

/** Batches at the end: one that failed before, and what did not fit into one. */
const MOST_LAST_BATCHES = 8;

/** Sends what was counted, one batch at a time; a batch that failed goes again under its own id. */
export class Reporter {
  readonly #ports: ReporterPorts;
  readonly #buffer = new EventBuffer();
  #unsent: EventBatch | null = null;
  #sending: Request<EventsAnswer> | null = null;
  /** What is sent when that has ended, for all who asked meanwhile. */
  #next: Promise<boolean> | null = null;
  #ended = false;
  #flushAt = Infinity;
  #giveUpAt = Infinity;
  #failures = 0;
  #watched = false;
  #reported = NOTHING_LOCAL;
  #complained = false;

  constructor(ports: ReporterPorts) {
    this.#ports = ports;
  }

  /** Instant of the monotonic clock at which `tick` has something to do. */
  get deadline(): number {
    return this.#sending === null ? this.#flushAt : this.#giveUpAt;
  }

  start(): void {
    this.#flushAt = this.#ports.monotonicMs() + this.#pauseMs();
  }

  /** Reports twice as often while a rollout looks at these numbers. */
  watch(watched: boolean): void {
    if (watched === this.#watched) return;
    this.#watched = watched;
    this.#flushAt = Math.min(this.#flushAt, this.#ports.monotonicMs() + this.#pauseMs());
  }

  /** Reports within about a second: something changed that operators look for. */
  soon(): void {
    const { monotonicMs, random } = this.#ports;
    this.#flushAt = Math.min(this.#flushAt, monotonicMs() + 1_000 * random());
  }

  /** Moves what an evaluator has counted into the buffer. */
  collectFrom(evaluator: Evaluator | null): void {
    const at = this.#ports.now();
    evaluator?.takeCounts({
      decided: (flag, variant, reason, count) =>
        this.#buffer.add({ flag, variant, reason, count }, at),
      unknown: (key, count) => this.#buffer.addUnknown(key, count, at),
    });
  }

  tick(): void {
    const now = this.#ports.monotonicMs();
    if (now >= this.#giveUpAt) this.#sending?.abort();
    if (now >= this.#flushAt && this.#sending === null) void this.flush();
  }

  /** Sends what there is to say, after what is under way; settles with whether the server took something. Never rejects. */
  flush(): Promise<boolean> {
    if (this.#sending === null) return this.#send();
    this.#next ??= this.#sending.answer.then(() => {
      this.#next = null;
      return this.flush();
    });
    return this.#next;
  }

  async #send(): Promise<boolean> {
    const now = this.#ports.monotonicMs();
    this.#flushAt = now + this.#pauseMs();
    const batch = this.#ended ? null : this.#nextBatch();
    if (batch === null) return false;
    this.#unsent = batch;
    this.#giveUpAt = now + this.#ports.timings.flushTimeoutMs;
    this.#sending = this.#ports.send(batch);
    this.#ports.moved();
    const answer = await this.#sending.answer;
    this.#settle(batch, answer);
    this.#ports.moved();
    return answer.kind === 'accepted';
  }

  /** Sends everything there is to say, the batch that failed before first; gives up with the first that fails. */
  async finish(): Promise<void> {
    for (let sent = 0; sent < MOST_LAST_BATCHES && (await this.flush()); sent++);
  }

  /** Sends nothing from now on, and ends what is under way. */
  end(): void {
    this.#ended = true;
    this.#sending?.abort();
  }

  #settle(batch: EventBatch, answer: EventsAnswer): void {
    const { logger, monotonicMs, timings, random } = this.#ports;
    this.#sending = null;
    this.#giveUpAt = Infinity;
    if (answer.kind === 'accepted' || answer.kind === 'dropped') {
      this.#unsent = null;
      this.#failures = 0;
      this.#reported = JSON.stringify(batch.local);
    } else {
      this.#failures += 1;
      const pauseMs = Math.max(this.#pauseMs(), random() * backoffMs(this.#failures, timings));
      const asked = answer.kind === 'failed' ? (answer.retryAfterMs ?? 0) : timings.fatalRetryMs;
      this.#flushAt = monotonicMs() + Math.max(pauseMs, Math.min(asked, timings.fatalRetryMs));
    }
    if (answer.kind !== 'dropped' || this.#complained) return;
    this.#complained = true;
    logger.warn(`The server does not take this SDK's evaluation counts: ${answer.message}`);
  }

  /** The batch that failed, if it is not too old; else a new one, or null where there is nothing new to say. */
  #nextBatch(): EventBatch | null {
    const at = this.#ports.now();
    const oldest = at - OLDEST_BATCH_MS;
    if (this.#unsent !== null && this.#unsent.to >= oldest) return this.#unsent;
    this.collectFrom(this.#ports.evaluator());
    if (this.#unsent !== null) this.#mergeBack(this.#unsent, oldest);
    this.#unsent = null;
    const { random, telemetry } = this.#ports;
    const facts = this.#ports.facts();
    const observations = telemetry?.take() ?? [];
    const counted = !this.#buffer.isEmpty || observations.length > 0;
    if (!counted && JSON.stringify(facts.local) === this.#reported) return null;
    const seen = observations.length > 0 ? { observations } : {};
    return { id: uuid(random), ...facts, to: at, ...this.#buffer.take(at), ...seen };
  }

  #mergeBack(batch: EventBatch, oldest: number): void {
    this.#buffer.mergeBack(batch, oldest);
    this.#ports.telemetry?.mergeBack(batch.observations ?? []);
  }

  #pauseMs(): number {
    const { timings, random } = this.#ports;
    return jittered(this.#watched ? timings.flushWatchedMs : timings.flushEveryMs, random);
  }
}
