/** Keeps one text between runs of the process. */
export interface Storage {
  /** What was saved last, or null; may throw where there is something that cannot be read. */
  load(): string | null;
  /** Replaces it whole or not at all. */
  save(text: string): Promise<void>;
}
