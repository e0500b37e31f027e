import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Database } from '../../platform/database/database.js';
import type { ChangeFollower, SnapshotStore, StoredEnvironment } from '../delivery/index.js';
import { VIEW_NAMES } from '../delivery/index.js';
import type { DeliveryTraffic } from '../notifications/index.js';
import type { ChangeEvents, OfrepTraffic } from '../ofrep/index.js';
import type { SnapshotTraffic } from '../snapshot/index.js';
import type { StreamServer } from '../stream/index.js';
import type { UsageCollector } from '../usage/index.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What is measured. */
export interface MetricSources {
  readonly database: Database;
  readonly follower: ChangeFollower;
  readonly store: SnapshotStore;
  readonly traffic: SnapshotTraffic;
  readonly stream: StreamServer;
  readonly usage: UsageCollector;
  readonly ofrep: OfrepTraffic;
  readonly events: ChangeEvents;
  readonly webhooks: DeliveryTraffic;
}

/** One answered HTTP request. */
export interface MeasuredRequest {
  readonly method: string;
  /** The pattern of the route, never the path: paths are strangers' text. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** The metrics of this process, in a registry of its own: several servers may live in one test. */
export class ServerMetrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram<'method' | 'route' | 'status'>;

  constructor(private readonly sources: MetricSources) {
    collectDefaultMetrics({ register: this.#registry });
    this.#requests = new Histogram({
      name: 'sluice_http_request_seconds',
      help: 'Duration of HTTP requests by route and status, snapshots aside',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers: [this.#registry],
    });
    this.#addDelivery();
    this.#addEnvironments();
    this.#addStream();
    this.#addOfrep();
    this.#addWebhooks();
    this.#addPool();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  observe({ method, route, status, seconds }: MeasuredRequest): void {
    this.#requests.observe({ method, route, status: String(status) }, seconds);
  }

  /** Everything in Prometheus' text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #addDelivery(): void {
    const { traffic, usage, follower } = this.sources;
    const registers = [this.#registry];
    new Counter({
      name: 'sluice_snapshot_requests_total',
      help: 'Answers of GET /sdk/v1/snapshot by status and encoding',
      labelNames: ['status', 'encoding'],
      registers,
      collect() {
        this.reset();
        for (const { status, encoding, count } of traffic.totals()) {
          this.inc({ status, encoding }, count);
        }
      },
    });
    new Counter({
      name: 'sluice_evaluations_reported_total',
      help: 'Evaluations that SDKs reported to this replica',
      registers,
      collect() {
        this.reset();
        this.inc(usage.evaluations);
      },
    });
    new Gauge({
      name: 'sluice_listener_connected',
      help: '1 while the LISTEN connection to the database stands',
      registers,
      collect() {
        this.set(follower.connected ? 1 : 0);
      },
    });
  }

  #addEnvironments(): void {
    const { store, follower } = this.sources;
    const registers = [this.#registry];
    new Gauge({
      name: 'sluice_environment_revision',
      help: 'Revision this replica serves',
      labelNames: ['project', 'environment'],
      registers,
      collect() {
        this.reset();
        for (const environment of store.all()) {
          this.set(labelsOf(environment), environment.state.revision);
        }
      },
    });
    new Gauge({
      name: 'sluice_environment_lag_seconds',
      help: 'Time since the environment was last known to be at the revision of the database',
      labelNames: ['project', 'environment'],
      registers,
      collect() {
        this.reset();
        const seconds =
          follower.syncedAtMs === null ? NaN : (Date.now() - follower.syncedAtMs) / 1000;
        for (const environment of store.all()) this.set(labelsOf(environment), seconds);
      },
    });
  }

  #addStream(): void {
    const { store, stream } = this.sources;
    new Gauge({
      name: 'sluice_stream_clients',
      help: 'SDKs connected to the stream of this replica',
      labelNames: ['project', 'environment', 'view'],
      registers: [this.#registry],
      collect() {
        this.reset();
        for (const environment of store.all()) {
          for (const view of VIEW_NAMES) {
            const clients = stream.countOf(environment.state.id, view);
            this.set({ ...labelsOf(environment), view }, clients);
          }
        }
      },
    });
  }

  #addOfrep(): void {
    const { ofrep, events } = this.sources;
    const registers = [this.#registry];
    new Counter({
      name: 'sluice_ofrep_requests_total',
      help: 'Answers of the OFREP routes by kind and status',
      labelNames: ['kind', 'status'],
      registers,
      collect() {
        this.reset();
        for (const { kind, status, count } of ofrep.totals()) this.inc({ kind, status }, count);
      },
    });
    new Gauge({
      name: 'sluice_ofrep_listeners',
      help: 'Open streams of OFREP change events on this replica',
      registers,
      collect() {
        this.set(events.count);
      },
    });
  }

  #addWebhooks(): void {
    const { webhooks } = this.sources;
    const registers = [this.#registry];
    new Counter({
      name: 'sluice_webhook_attempts_total',
      help: 'Attempts of this replica to deliver an event, by outcome',
      labelNames: ['outcome'],
      registers,
      collect() {
        this.reset();
        for (const { outcome, count } of webhooks.totals()) this.inc({ outcome }, count);
      },
    });
    new Gauge({
      name: 'sluice_webhook_queue',
      help: 'Deliveries that wait, of all replicas, as counted every 10 s',
      registers,
      collect() {
        this.set(webhooks.depth.waiting);
      },
    });
    new Gauge({
      name: 'sluice_webhook_queue_late_seconds',
      help: 'For how long the first delivery that waits has been due',
      registers,
      collect() {
        this.set(webhooks.depth.late);
      },
    });
  }

  #addPool(): void {
    const { database } = this.sources;
    new Gauge({
      name: 'sluice_database_connections',
      help: 'Connections of the pool: all, idle, and callers waiting for one',
      labelNames: ['state'],
      registers: [this.#registry],
      collect() {
        for (const [state, count] of Object.entries(database.pressure)) this.set({ state }, count);
      },
    });
  }
}

function labelsOf({ state }: StoredEnvironment): { project: string; environment: string } {
  return { project: state.projectKey, environment: state.environmentKey };
}
