import type { ViewName } from './environment-view.js';
import type { LogRow } from './log-row.js';

const EMPTY = '[]';

/** The latest log rows of one environment, unbroken up to its revision, bounded by count and characters. */
export class RecentChanges {
  #rows: LogRow[] = [];
  #chars = 0;

  constructor(
    private readonly maxRows = 512,
    private readonly maxChars = 512 * 1024,
  ) {}

  /** Adds the row of the next revision; one that does not follow the last begins anew. */
  push(row: LogRow): void {
    const last = this.#rows.at(-1);
    if (last !== undefined && row.revision !== last.revision + 1) this.clear();
    this.#rows.push(row);
    this.#chars += charsOf(row);
    while (this.#rows.length > this.maxRows || this.#chars > this.maxChars) {
      const oldest = this.#rows.shift();
      if (oldest === undefined) return;
      this.#chars -= charsOf(oldest);
    }
  }

  clear(): void {
    this.#rows = [];
    this.#chars = 0;
  }

  /** JSON array of all changes of a view after `revision`, or `null` where rows since then are no longer held. */
  changesSince(view: ViewName, revision: number): string | null {
    const first = this.#rows[0];
    if (first === undefined || revision < first.revision - 1) return null;
    const parts: string[] = [];
    for (const row of this.#rows.slice(revision - first.revision + 1)) {
      const text = view === 'server' ? row.serverChanges : row.clientChanges;
      if (text !== EMPTY) parts.push(text.slice(1, -1));
    }
    return `[${parts.join(',')}]`;
  }
}

function charsOf(row: LogRow): number {
  return row.serverChanges.length + row.clientChanges.length;
}
