/** Told before each statement of a transaction and around its end; the tests' way to kill a process at any step. */
export interface TransactionProbe {
  reached(step: string): void;
}
