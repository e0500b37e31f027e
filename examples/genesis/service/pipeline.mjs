/** A pipeline that can be told to go wrong: `errors` is the share of phase 4 runs that fail, 0–1, `latencyMs` what each takes longer. */
export function createPipeline() {
  const fault = { errors: 0 };
  let spentUsd = 0;
  return {
    fault,
    /** Dollars that the language model has cost so far. */
    spentUsd: () => spentUsd,
    /** What the user gets; throws where it goes wrong. */
    run({ phase4, model }) {
      if (model) spentUsd += 0.01;
      if (phase4 && Math.random() < fault.errors) throw new Error('phase 4 lost its way');
      return phase4 ? 'phase 4' : 'phase 3';
    },
  };
}
