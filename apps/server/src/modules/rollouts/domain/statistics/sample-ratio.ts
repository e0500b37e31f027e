import { binomialTwoSided } from './binomial-tail.js';

/** Fewer distinct ids than this are not looked at. */
const FIRST_LOOK = 128;

/** Looks taken within one entry, and how many distinct ids there were at the last. */
export interface SampleRatioState {
  readonly looks: number;
  readonly distinct: number;
}

/** Ids of either arm in the sample, and how many distinct ids it stands for. */
export interface SampledIds {
  readonly treatment: number;
  readonly control: number;
  readonly distinct: number;
}

export const NO_SAMPLE_RATIO: SampleRatioState = { looks: 0, distinct: 0 };

/** How a look came out; `fires` when the two arms do not hold the users the percentage gives them. */
export interface SampleRatioResult {
  readonly treatment: number;
  readonly control: number;
  readonly expectedShare: number;
  readonly p: number;
  readonly alpha: number;
  readonly fires: boolean;
}

/** What a check of the sample ratio leaves behind; `result` is null between looks. */
export interface SampleRatioCheck {
  readonly state: SampleRatioState;
  readonly result: SampleRatioResult | null;
}

/**
 * Exact binomial test that distinct ids fall into the arms as the gate's percentage says: anything
 * else (a client that loses one arm's reports, a gate that is not what we think) makes all
 * comparisons worthless. Looks only when the ids have doubled, spending `budget` / (j (j + 1)) on the
 * j-th look, so that all looks of an entry together spend at most `budget`.
 */
export function checkSampleRatio(
  state: SampleRatioState,
  { treatment, control, distinct }: SampledIds,
  gate: { readonly percentage: number; readonly budget: number },
): SampleRatioCheck {
  const due = distinct >= Math.max(FIRST_LOOK, 2 * state.distinct);
  if (!due || gate.percentage <= 0 || gate.percentage >= 100) return { state, result: null };
  const looks = state.looks + 1;
  const expectedShare = gate.percentage / 100;
  const p = binomialTwoSided(treatment, treatment + control, expectedShare);
  const alpha = gate.budget / (looks * (looks + 1));
  return {
    state: { looks, distinct },
    result: { treatment, control, expectedShare, p, alpha, fires: p <= alpha },
  };
}
