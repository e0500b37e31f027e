import type { ContentEncoding } from './domain/choose-encoding.js';

/** Answers of the snapshot endpoint by status and encoding, since the process began. */
export class SnapshotTraffic {
  readonly #counts = new Map<string, number>();

  count(status: number, encoding: ContentEncoding): void {
    const name = `${status} ${encoding}`;
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** One entry per combination that occurred. */
  totals(): { readonly status: string; readonly encoding: string; readonly count: number }[] {
    return [...this.#counts].map(([name, count]) => {
      const [status = '', encoding = ''] = name.split(' ');
      return { status, encoding, count };
    });
  }
}
