import type { ServerResponse } from 'node:http';
import {
  isUsable,
  type SdkKey,
  type SnapshotStore,
  type StoreEvent,
  VIEW_NAMES,
  type ViewName,
} from '../delivery/index.js';
import type { LiveEvaluators, OverlayBoard } from '../overlay/index.js';
import { configurationTagOf } from './domain/configuration-tag.js';

const HEARTBEAT_MS = 15_000;
/** How often subscribers whose key died or who take nothing are looked for. */
const SWEEP_MS = 500;
/** Changes this close together are one event: a client refetches everything anyway. */
const TOGETHER_MS = 50;
const MAX_WAIT_MS = 3_600_000;
const STUCK_BYTES = 65_536;

/** Who listens to one view: key and response of each. */
class Audience {
  readonly subscribers = new Map<ServerResponse, SdkKey>();
  pending: NodeJS.Timeout | null = null;
  schedule: NodeJS.Timeout | null = null;
  /** When a schedule next changes an answer. */
  nextInstant: number | null = null;

  stopTimers(): void {
    if (this.pending !== null) clearTimeout(this.pending);
    if (this.schedule !== null) clearTimeout(this.schedule);
    this.pending = this.schedule = null;
  }
}

/** What is served now: the id of its event, and its configuration tag. */
interface PresentState {
  readonly id: string;
  readonly tag: string;
}

/** What the events are made from. */
export interface ChangeEventParts {
  readonly store: SnapshotStore;
  readonly overlays: OverlayBoard;
  readonly evaluators: LiveEvaluators;
}

/**
 * The change events of OFREP's ADR-0008: tells every listener of a view to refetch when the view,
 * the overlay or, by a schedule, the answers change. Ends the streams of keys that no longer hold.
 */
export class ChangeEvents {
  readonly #audiences = new Map<string, Audience>();
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(private readonly parts: ChangeEventParts) {
    parts.store.onEvent((event) => this.#onStoreEvent(event));
    parts.overlays.onChange((environmentId, view) => this.#changed(environmentId, view));
  }

  /** Begins heartbeats and sweeps. */
  start(): void {
    this.#timers.push(
      setInterval(() => this.#writeAll(':\n\n'), HEARTBEAT_MS).unref(),
      setInterval(() => this.sweep(), SWEEP_MS).unref(),
    );
  }

  /** How many listen. */
  get count(): number {
    let count = 0;
    for (const { subscribers } of this.#audiences.values()) count += subscribers.size;
    return count;
  }

  /**
   * Adds a listener whose headers are sent. Unless `lastEventId` names the present state it is
   * told to refetch at once: what changed before it listened would be lost on it.
   */
  subscribe(response: ServerResponse, key: SdkKey, lastEventId: string | undefined): void {
    const { environmentId, kind } = key;
    const name = nameOf(environmentId, kind);
    const audience = this.#audiences.get(name) ?? new Audience();
    this.#audiences.set(name, audience);
    audience.subscribers.set(response, key);
    response.on('close', () => this.#leave(name, response));
    response.on('error', () => undefined);
    if (audience.schedule === null) this.#arm(audience, environmentId, kind);
    const present = this.#presentOf(audience, environmentId, kind);
    const told = lastEventId === present.id;
    response.write(`retry: 2000\n${told ? ':\n\n' : eventText(present)}`);
  }

  /** Ends the streams of revoked and expired keys, and of those who take nothing of what they are sent. */
  sweep(): void {
    const now = Date.now();
    for (const { subscribers } of this.#audiences.values()) {
      for (const [response, key] of subscribers) {
        if (!isUsable(key, now)) response.end();
        else if (response.writableLength > STUCK_BYTES) response.destroy();
      }
    }
  }

  /** Ends every stream; clients connect again, elsewhere. */
  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const name of [...this.#audiences.keys()]) this.#dismiss(name);
  }

  #onStoreEvent(event: StoreEvent): void {
    const { id } = event.environment.state;
    for (const view of VIEW_NAMES) {
      if (event.kind === 'removed') this.#dismiss(nameOf(id, view));
      else if (event.kind === 'replaced' || event.steps[view].changes !== '[]') {
        this.#changed(id, view);
      }
    }
  }

  #changed(environmentId: string, view: ViewName): void {
    const audience = this.#audiences.get(nameOf(environmentId, view));
    if (audience === undefined) return;
    audience.pending ??= setTimeout(() => {
      audience.pending = null;
      this.#arm(audience, environmentId, view);
      const text = eventText(this.#presentOf(audience, environmentId, view));
      for (const response of audience.subscribers.keys()) response.write(text);
    }, TOGETHER_MS);
  }

  #arm(audience: Audience, environmentId: string, view: ViewName): void {
    if (audience.schedule !== null) clearTimeout(audience.schedule);
    audience.schedule = null;
    const now = Date.now();
    const evaluator = this.parts.evaluators.evaluatorOf(environmentId, view);
    const next = evaluator?.nextScheduleInstant(now) ?? null;
    audience.nextInstant = next;
    if (next === null) return;
    const onInstant = (): void => {
      if (Date.now() < next) this.#arm(audience, environmentId, view);
      else this.#changed(environmentId, view);
    };
    audience.schedule = setTimeout(onInstant, Math.min(next - now, MAX_WAIT_MS)).unref();
  }

  /** The present state; its id also tells a state from what schedules make of it later. */
  #presentOf({ nextInstant }: Audience, environmentId: string, view: ViewName): PresentState {
    const environment = this.parts.store.get(environmentId);
    if (environment === undefined) return { id: '', tag: '' };
    const overlay = this.parts.overlays.overlayOf(environmentId, view);
    const tag = configurationTagOf(environment.state, overlay.id);
    return { id: nextInstant === null ? tag : `${tag}.${nextInstant}`, tag };
  }

  #writeAll(text: string): void {
    for (const { subscribers } of this.#audiences.values()) {
      for (const response of subscribers.keys()) response.write(text);
    }
  }

  #leave(name: string, response: ServerResponse): void {
    const audience = this.#audiences.get(name);
    audience?.subscribers.delete(response);
    if (audience?.subscribers.size !== 0) return;
    audience.stopTimers();
    this.#audiences.delete(name);
  }

  #dismiss(name: string): void {
    const audience = this.#audiences.get(name);
    if (audience === undefined) return;
    audience.stopTimers();
    for (const response of audience.subscribers.keys()) response.end();
  }
}

function nameOf(environmentId: string, view: ViewName): string {
  return `${view}:${environmentId}`;
}

function eventText({ id, tag }: PresentState): string {
  const data = JSON.stringify({
    type: 'refetchEvaluation',
    etag: `"${tag}"`,
    lastModified: Math.floor(Date.now() / 1000),
  });
  return `id: ${id}\ndata: ${data}\n\n`;
}
