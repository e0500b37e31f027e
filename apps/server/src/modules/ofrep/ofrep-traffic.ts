/** What the OFREP routes answer. */
export type OfrepAnswerKind = 'single' | 'bulk' | 'events';

/** Answers of the OFREP routes by kind and status, since the process began. */
export class OfrepTraffic {
  readonly #counts: Record<OfrepAnswerKind, Map<number, number>> = {
    single: new Map(),
    bulk: new Map(),
    events: new Map(),
  };

  count(kind: OfrepAnswerKind, status: number): void {
    const counts = this.#counts[kind];
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }

  /** One entry per combination that occurred. */
  totals(): { readonly kind: string; readonly status: string; readonly count: number }[] {
    return Object.entries(this.#counts).flatMap(([kind, counts]) =>
      [...counts].map(([status, count]) => ({ kind, status: String(status), count })),
    );
  }
}
