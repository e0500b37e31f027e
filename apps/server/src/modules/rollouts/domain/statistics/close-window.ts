import { shareOf } from './counts.js';
import { addWindows, NO_RUN, NO_WINDOW, type Draft, type Run, type Window } from './evidence.js';
import { absoluteLimits, marginOf, type GuardTest } from './guard-test.js';

/** A window waits at most so many rounds for its control to reach the minimum. */
const MOST_ROUNDS_WITHOUT_CONTROL = 10;

/** A run goes on while all of it together is so many times above the limit. */
const LIFT = 1.5;

/** True when the window is over and both arms saw enough, or the treatment did and no control is to be had. */
export function isWindowComplete({ treatment, control, rounds }: Window, test: GuardTest): boolean {
  if (test.windowOpen === true || treatment.count < test.minimumSamples) return false;
  if (!test.controlExpected || control.count >= test.minimumSamples) return true;
  return rounds >= MOST_ROUNDS_WITHOUT_CONTROL;
}

/** True when the treatment is beyond the practical limits: threshold and margin, or the absolute limit where no control was seen. */
export function isWorse({ treatment, control }: Window, test: GuardTest): boolean {
  const share = shareOf(treatment);
  if (control.count < test.minimumSamples) return share > absoluteLimits(test).limit;
  const controlShare = shareOf(control);
  return share > test.threshold && share - controlShare > marginOf(test, controlShare);
}

function isSiteWide({ treatment, control }: Window, test: GuardTest): boolean {
  return (
    control.count >= test.minimumSamples &&
    shareOf(control) > test.threshold &&
    shareOf(treatment) > test.threshold
  );
}

/**
 * The run with one more window: it goes on while its sum is clearly above the threshold, so that one
 * quiet window in a hundred does not wipe out what the others showed, and `last` counts the windows
 * at its end that were above the threshold one by one.
 */
function extendAbove(run: Run, window: Window, { threshold }: GuardTest): Run {
  const sum = run.windows === 0 ? window : addWindows(run.sum, window);
  if (shareOf(sum.treatment) <= LIFT * threshold) return NO_RUN;
  const last = shareOf(window.treatment) > threshold ? run.last + 1 : 0;
  return { windows: run.windows + 1, last, sum };
}

function extendSiteWide(run: Run, window: Window, holds: boolean): Run {
  if (!holds) return NO_RUN;
  return { windows: run.windows + 1, last: run.last + 1, sum: addWindows(run.sum, window) };
}

/** Closes the open window and brings the runs of consecutive windows up to date. */
export function closeWindow(draft: Draft, test: GuardTest): void {
  const { open } = draft;
  const siteWide = isSiteWide(open, test);
  const above = extendAbove(draft.above, open, test);
  const isQuiet = above.windows === 0 && !test.controlExpected;
  draft.windows += 1;
  draft.open = NO_WINDOW;
  draft.suspect = siteWide || isWorse(open, test);
  draft.above = above;
  if (isQuiet) draft.settled = draft.scatter;
  draft.siteWide = extendSiteWide(draft.siteWide, open, siteWide);
}
