import { closeWindow, isWindowComplete } from './close-window.js';
import { shareOf } from './counts.js';
import type { Cell, Evidence } from './evidence.js';
import { foldCells } from './fold-cells.js';
import type { GuardTest } from './guard-test.js';
import { sequentialTestOf, type SequentialResult } from './sequential-test.js';
import { siteWideOf, tripwireOf, type TestResult } from './tripwire.js';

/** Numbers on which a verdict rests, as they are shown and kept. */
export interface Reading {
  readonly treatmentCount: number;
  readonly treatmentShare: number;
  readonly controlCount: number;
  readonly controlShare: number;
  readonly tripwire: TestResult | null;
  readonly siteWide: TestResult | null;
  readonly sequential: SequentialResult | null;
}

/**
 * What the statistics of one guard say. `suspect`: the last window was beyond the limits, which is
 * not yet beyond chance, but no moment to go on either.
 */
export type StatisticalVerdict =
  'healthy' | 'suspect' | 'too-few-samples' | 'tripwire' | 'sequential' | 'site-wide';

/** Evidence after a check, with what it says. */
export interface Judgement {
  readonly evidence: Evidence;
  readonly verdict: StatisticalVerdict;
  readonly reading: Reading;
}

const fires = (result: TestResult | null): boolean => result !== null && result.p <= result.alpha;

function verdictOf(evidence: Evidence, reading: Reading, test: GuardTest): StatisticalVerdict {
  if (fires(reading.tripwire)) return 'tripwire';
  if (reading.sequential?.fires) return 'sequential';
  if (fires(reading.siteWide)) return 'site-wide';
  if (evidence.worse.windows > 0 || evidence.siteWide.windows > 0) return 'suspect';
  return evidence.looks > 0 && evidence.treatment.count >= test.minimumSamples
    ? 'healthy'
    : 'too-few-samples';
}

/** Adds what one check brought and says what all evidence of the entry now shows. */
export function judge(before: Evidence, cells: readonly Cell[], test: GuardTest): Judgement {
  const folded = foldCells(before, cells);
  const complete = isWindowComplete(folded.open, test);
  const evidence = complete ? closeWindow(folded, test) : folded;
  const reading: Reading = {
    treatmentCount: evidence.treatment.count,
    treatmentShare: shareOf(evidence.treatment),
    controlCount: evidence.control.count,
    controlShare: shareOf(evidence.control),
    // Only a look that closed a window may spend what that look was given.
    tripwire: complete ? tripwireOf(evidence, test) : null,
    siteWide: complete ? siteWideOf(evidence, test) : null,
    sequential: sequentialTestOf(evidence, test),
  };
  return { evidence, verdict: verdictOf(evidence, reading, test), reading };
}
