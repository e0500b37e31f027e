import type { Database } from '../../../platform/database/database.js';
import type { EgressClient } from '../../../platform/egress/index.js';
import type { Guard } from '../domain/guards/guard.js';
import { prometheusNumber } from './prometheus-answer.js';
import type { PrometheusServer } from './prometheus-servers.js';

const MOST_PER_ROUND = 20;

// Whoever gets the row asks its sources; nothing is locked while it does.
const CLAIM = `UPDATE rollouts r SET next_probe_at = clock_timestamp()
    + (r.settings->>'checkEveryMs')::double precision * interval '1 millisecond'
  WHERE r.id IN (SELECT id FROM rollouts WHERE state = 'running' AND next_probe_at <= clock_timestamp()
      AND (settings->'guards' @> '[{"source": {"kind": "prometheus"}}]'
        OR settings->'guards' @> '[{"source": {"kind": "http"}}]')
    ORDER BY next_probe_at LIMIT ${MOST_PER_ROUND} FOR UPDATE SKIP LOCKED)
  RETURNING r.id, r.settings->'guards' AS guards`;

const STORE = `INSERT INTO rollout_readings (rollout_id, guard, at, value, samples, detail)
  VALUES ($1, $2, clock_timestamp(), $3, NULL, $4) ON CONFLICT DO NOTHING`;

/** A reading, with what it was read from; null where the source said nothing usable. */
interface Probed {
  readonly value: number;
  readonly detail: string;
}

/** What probing works with. */
export interface ProbeParts {
  readonly database: Database;
  /** For health URLs, which come from the API. */
  readonly egress: EgressClient;
  /** For servers named in the configuration, which may be anywhere. */
  readonly inside: EgressClient;
  readonly servers: ReadonlyMap<string, PrometheusServer>;
}

/** Asks Prometheus and health URLs, one replica per rollout and interval; what they answer is stored for the next check. */
export class SourceProber {
  #running: Promise<void> | null = null;

  constructor(private readonly parts: ProbeParts) {}

  /** One round at a time: a slow source delays no check. */
  probe(): Promise<void> {
    this.#running ??= this.#round().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #round(): Promise<void> {
    const claimed = await this.parts.database.read<{ id: string; guards: Guard[] }>(CLAIM);
    await Promise.all(
      claimed.flatMap(({ id, guards }) => guards.map((guard) => this.#ask(id, guard))),
    );
  }

  async #ask(rolloutId: string, guard: Guard): Promise<void> {
    const probed = await this.#read(guard);
    if (probed === null) return;
    const { value, detail } = probed;
    await this.parts.database.read(STORE, [rolloutId, guard.id, value, detail]);
  }

  #read({ source }: Guard): Promise<Probed | null> {
    if (source.kind === 'http') return this.#health(source.url);
    if (source.kind === 'prometheus') return this.#query(source.server, source.query);
    return Promise.resolve(null);
  }

  /** 0 for an answer of 200–299, 1 for anything else. */
  async #health(url: string): Promise<Probed> {
    try {
      const { status } = await this.parts.egress.get(url);
      return { value: status >= 200 && status < 300 ? 0 : 1, detail: `status ${status}` };
    } catch (error) {
      return { value: 1, detail: error instanceof Error ? error.message.slice(0, 500) : '' };
    }
  }

  async #query(name: string, query: string): Promise<Probed | null> {
    const server = this.parts.servers.get(name);
    if (server === undefined) return null;
    const { url, authorization } = server;
    const target = `${url.replace(/\/+$/, '')}/api/v1/query?${new URLSearchParams({ query }).toString()}`;
    try {
      const headers = authorization === null ? {} : { authorization };
      const { status, body } = await this.parts.inside.get(target, headers);
      const value = status === 200 ? prometheusNumber(body) : null;
      return value === null ? null : { value, detail: '' };
    } catch {
      // Silence is what the guard's no-data rule is for.
      return null;
    }
  }
}
