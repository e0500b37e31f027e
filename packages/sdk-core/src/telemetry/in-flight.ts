import type { Arm } from '@sluice/evaluator';
import type { ObservedRequest, Outcome } from '../ports/telemetry.js';
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
  readonly count: (place: Place, failed: boolean, latencyMs: number | null) => void;
}

/** A request from the question about its flag to its end; counts once. */
export class InFlight implements ObservedRequest {
  readonly #ports: InFlightPorts;
  readonly #places: readonly Place[];
  readonly #startedAt: number;
  #over = false;

  constructor(places: readonly Place[], ports: InFlightPorts) {
    this.#ports = ports;
    this.#places = places;
    this.#startedAt = ports.now();
  }

  end(failed: boolean): void {
    this.#count(failed, latencyIn(this.#ports.now() - this.#startedAt));
  }

  track(outcome: Outcome): void {
    const { failed, latencyMs } = outcomeIn(outcome);
    this.#count(failed, latencyMs);
  }

  #count(failed: boolean, latencyMs: number | null): void {
    if (this.#over) return;
    this.#over = true;
    for (const place of this.#places) this.#ports.count(place, failed, latencyMs);
  }
}

function outcomeIn(untrusted: unknown): { failed: boolean; latencyMs: number | null } {
  try {
    const { error, latencyMs } = (untrusted ?? {}) as Outcome;
    return { failed: Boolean(error), latencyMs: latencyIn(latencyMs) };
  } catch {
    // Properties that throw say nothing.
    return { failed: false, latencyMs: null };
  }
}

/** A latency that makes sense, or null: unknown. */
function latencyIn(untrusted: unknown): number | null {
  if (typeof untrusted !== 'number' || !Number.isFinite(untrusted) || untrusted < 0) return null;
  return untrusted;
}
