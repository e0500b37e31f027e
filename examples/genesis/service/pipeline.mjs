const LEAST_MS = 20;
const SPREAD_MS = 60;

/** A pipeline that takes its time and can be told to go wrong: `errors` is the share of phase 4 that fails, 0–1, `latencyMs` what it takes longer. */
export function createPipeline() {
  const fault = { errors: 0, latencyMs: 0 };
  let spentUsd = 0;
  return {
    fault,
    /** Dollars that the language model has cost so far. */
    spentUsd: () => spentUsd,
    /** What the user gets; rejects where it goes wrong. */
    async run({ phase4, model }) {
      if (model) spentUsd += 0.01;
      const slower = phase4 ? fault.latencyMs : 0;
      await passed(LEAST_MS + Math.random() * SPREAD_MS + slower);
      if (phase4 && Math.random() < fault.errors) throw new Error('phase 4 lost its way');
      return phase4 ? 'phase 4' : 'phase 3';
    },
  };
}

function passed(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
