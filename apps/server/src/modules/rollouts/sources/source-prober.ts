import type { Database } from '../../../platform/database/database.js';
import type { Logger } from '../../../platform/logging/index.js';
import type { Guard } from '../domain/guards/guard.js';
import { isAsked, type SourceReader } from './source-reader.js';

const MOST_PER_ROUND = 20;
/** Requests under way, each for at most 5 s. */
const MOST_AT_ONCE = 200;

const INTERVAL = `CASE jsonb_typeof(settings->'checkEveryMs') WHEN 'number'
    THEN least((settings->>'checkEveryMs')::double precision, 3600000) ELSE 10000 END
  * interval '1 millisecond'`;

// Whoever gets the row asks its sources; nothing is locked while it does. Further ahead than an interval
// is only what was set before the clock was set back.
const CLAIM = `UPDATE rollouts r SET next_probe_at = clock_timestamp() + ${INTERVAL}
  WHERE r.id IN (SELECT id FROM rollouts WHERE state = 'running'
      AND (next_probe_at <= clock_timestamp()
        OR next_probe_at > clock_timestamp() + ${INTERVAL} + interval '5 seconds')
      AND (settings->'guards' @> '[{"source": {"kind": "prometheus"}}]'
        OR settings->'guards' @> '[{"source": {"kind": "http"}}]')
    ORDER BY next_probe_at LIMIT ${MOST_PER_ROUND} FOR UPDATE SKIP LOCKED)
  RETURNING r.id, r.settings->'guards' AS guards`;

const STORE = `INSERT INTO rollout_readings (rollout_id, guard, at, value, samples, detail)
  VALUES ($1, $2, clock_timestamp(), $3, NULL, $4) ON CONFLICT DO NOTHING`;

const SILENT = `INSERT INTO rollout_silences (rollout_id, guard, at, detail)
  VALUES ($1, $2, clock_timestamp(), $3)
  ON CONFLICT (rollout_id, guard) DO UPDATE SET at = excluded.at, detail = excluded.detail`;

/** Asks Prometheus and health URLs, one replica per rollout and interval; what they answer is stored for the next check. */
export class SourceProber {
  #claiming: Promise<void> | null = null;
  /** Guards whose source has not answered yet. */
  readonly #asking = new Set<string>();

  constructor(
    private readonly database: Pick<Database, 'read'>,
    private readonly reader: Pick<SourceReader, 'read'>,
    private readonly logger: Pick<Logger, 'debug'>,
  ) {}

  /**
   * Begins to ask what is due, and does not wait for answers: a source that is slow delays no check,
   * and neither other guards of its rollout nor other rollouts. It is asked once at a time.
   */
  probe(): Promise<void> {
    this.#claiming ??= this.#claim().finally(() => {
      this.#claiming = null;
    });
    return this.#claiming;
  }

  async #claim(): Promise<void> {
    if (this.#asking.size >= MOST_AT_ONCE) return;
    const claimed = await this.database.read<{ id: string; guards: Guard[] }>(CLAIM);
    for (const { id, guards } of claimed) for (const guard of guards) this.#begin(id, guard);
  }

  #begin(rolloutId: string, guard: Guard): void {
    const asking = `${rolloutId} ${guard.id}`;
    if (this.#asking.has(asking)) return;
    this.#asking.add(asking);
    this.#ask(rolloutId, guard)
      .catch((error: unknown) => {
        this.logger.debug({ err: error }, 'a reading of a rollout was not stored');
      })
      .finally(() => this.#asking.delete(asking));
  }

  /** A silent source stores only why, which the no-data rule is for; a silent health URL has failed, unless it was never asked because of its address. */
  async #ask(rolloutId: string, { id, source }: Guard): Promise<void> {
    if (!isAsked(source)) return;
    const reading = await this.reader.read(source);
    if (reading.value !== undefined) {
      await this.database.read(STORE, [rolloutId, id, reading.value, reading.detail]);
    } else if (source.kind === 'http' && reading.refused !== true) {
      await this.database.read(STORE, [rolloutId, id, 1, reading.silent]);
    } else {
      await this.database.read(SILENT, [rolloutId, id, reading.silent.slice(0, 500)]);
    }
  }
}
