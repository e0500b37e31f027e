import type { Arm } from '@sluice/evaluator';
import type { ObservedRequest, Outcome } from '../ports/telemetry.js';
import type { Measured } from './arm-tally.js';
import { observed } from './observed.js';
import type { WatchedGate } from './watched-gate.js';

/** Where a request counts: an arm of a step, with the hash of its user if there is one. */
export interface Place {
  readonly gate: WatchedGate;
  readonly arm: Arm;
  readonly hash: number | null;
}

/** What a request under way needs. */
export interface InFlightPorts {
  readonly now: () => number;
  readonly count: (place: Place, measured: Measured) => void;
  /** Told of work that goes on after it was run, and of its end. */
  readonly unfinished: {
    add(request: InFlight): void;
    delete(request: InFlight): void;
  };
}

/** A request from the question about its flag to its end; counts once. */
export class InFlight implements ObservedRequest {
  readonly #ports: InFlightPorts;
  readonly #places: readonly Place[];
  /** Of the monotonic clock, ms. */
  readonly startedAt: number;
  #over = false;

  constructor(places: readonly Place[], ports: InFlightPorts) {
    this.#ports = ports;
    this.#places = places;
    this.startedAt = ports.now();
  }

  run<T>(work: () => T): T {
    const result = observed(this, work);
    if (!this.#over) this.#ports.unfinished.add(this);
    return result;
  }

  end(failed: boolean): void {
    const latencyMs = latencyIn(this.#ports.now() - this.startedAt);
    this.#count({ failed, latencyMs, value: null });
  }

  track(outcome: Outcome): void {
    this.#count(measuredIn(outcome));
  }

  #count(measured: Measured): void {
    if (this.#over) return;
    this.#over = true;
    this.#ports.unfinished.delete(this);
    for (const place of this.#places) this.#ports.count(place, measured);
  }
}

function measuredIn(untrusted: unknown): Measured {
  try {
    const { error, latencyMs, value } = (untrusted ?? {}) as Outcome;
    return { failed: Boolean(error), latencyMs: latencyIn(latencyMs), value: finite(value) };
  } catch {
    // Properties that throw say nothing.
    return { failed: false, latencyMs: null, value: null };
  }
}

/** A latency that makes sense, or null: unknown. */
function latencyIn(untrusted: unknown): number | null {
  const latencyMs = finite(untrusted);
  return latencyMs !== null && latencyMs >= 0 ? latencyMs : null;
}

function finite(untrusted: unknown): number | null {
  return typeof untrusted === 'number' && Number.isFinite(untrusted) ? untrusted : null;
}
