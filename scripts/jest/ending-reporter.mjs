const PATIENCE_MS = 30_000;

/** Ends a run that something which a test left open keeps from ending, and says what that is. */
export default class EndingReporter {
  #watches;

  constructor({ watch, watchAll }) {
    this.#watches = watch || watchAll;
  }

  onRunComplete(_contexts, { success }) {
    if (this.#watches) return;
    setTimeout(() => {
      const open = [...new Set(process.getActiveResourcesInfo())].join(', ');
      console.error(`Jest has not ended ${PATIENCE_MS / 1_000} s after the last test (${open}).`);
      process.exit(success ? undefined : 1);
    }, PATIENCE_MS).unref();
  }
}
