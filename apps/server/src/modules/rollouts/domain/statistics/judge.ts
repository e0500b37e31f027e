import { lookShare } from './budget.js';
import { closeWindow, isWindowComplete } from './close-window.js';
import { shareOf } from './counts.js';
import type { Cell, Draft, Evidence } from './evidence.js';
import { foldRound } from './fold-round.js';
import type { GuardTest } from './guard-test.js';
import { roundsOf } from './rounds-of.js';
import { sequentialTestOf, stretchAt, type SequentialResult } from './sequential-test.js';
import { siteWideOf, type SiteWideResult } from './site-wide.js';
import { tripwireOf, type TripwireResult } from './tripwire.js';

/** Numbers on which a verdict rests, as they are shown and kept. */
export interface Reading {
  readonly treatmentCount: number;
  readonly treatmentShare: number;
  readonly controlCount: number;
  readonly controlShare: number;
  readonly tripwire: TripwireResult | null;
  readonly siteWide: SiteWideResult | null;
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

function verdictOf(evidence: Evidence, reading: Reading, test: GuardTest): StatisticalVerdict {
  if (reading.tripwire?.fires) return 'tripwire';
  if (reading.sequential?.fires) return 'sequential';
  if (reading.siteWide?.fires) return 'site-wide';
  if (evidence.suspect) return 'suspect';
  return evidence.looks > 0 && evidence.cumulative.treatment.count >= test.minimumSamples
    ? 'healthy'
    : 'too-few-samples';
}

/** One more look: what it may spend, and the next stretch where this one is over. */
function look(draft: Draft, { now, plannedMs }: GuardTest): void {
  const since = Math.max(0, now - (draft.lookedAt ?? now));
  const timeShare = Math.min(since / plannedMs, 1 - draft.timeSpent);
  draft.looks += 1;
  draft.lookedAt = now;
  draft.timeSpent += timeShare;
  draft.lookShare = lookShare(draft.looks, timeShare);
  draft.stretch = stretchAt(draft.stretch, now);
}

/**
 * Evidence with what one check brought. Windows close with every round that suffices, but only with
 * the last one of a check where the guard named their length.
 */
function withCells(before: Evidence, cells: readonly Cell[], test: GuardTest): Evidence {
  const rounds = roundsOf(cells);
  const draft: Draft = { ...before };
  for (const [index, round] of rounds.entries()) {
    foldRound(draft, round);
    const ends = test.windowOpen === undefined || index === rounds.length - 1;
    if (ends && isWindowComplete(draft.open, test)) closeWindow(draft, test);
  }
  if (draft.windows > before.windows) look(draft, test);
  return draft;
}

/** Adds what one check brought, round by round, and says what all evidence of the entry now shows. */
export function judge(before: Evidence, cells: readonly Cell[], test: GuardTest): Judgement {
  const evidence = withCells(before, cells, test);
  const closed = evidence.windows > before.windows;
  const { treatment, control } = evidence.cumulative;
  const reading: Reading = {
    treatmentCount: treatment.count,
    treatmentShare: shareOf(treatment),
    controlCount: control.count,
    controlShare: shareOf(control),
    // Only a look that closed a window may spend what that look was given.
    tripwire: closed ? tripwireOf(evidence, test) : null,
    siteWide: closed ? siteWideOf(evidence, test) : null,
    sequential: sequentialTestOf(evidence, test),
  };
  return { evidence, verdict: verdictOf(evidence, reading, test), reading };
}
