/** How long an audit chain that two writers met at is locked before it is read. */
const CONTENDED_MS = 1_000;

/** Projects whose audit chain was lately appended to by several writers at once; at most one entry for each. */
export class ContendedChains {
  readonly #until = new Map<string, number>();

  has(project: string | undefined): boolean {
    return project !== undefined && (this.#until.get(project) ?? 0) > Date.now();
  }

  /** Remembers that a transaction of this project had to be run again. */
  note(project: string | undefined): void {
    if (project !== undefined) this.#until.set(project, Date.now() + CONTENDED_MS);
  }
}
