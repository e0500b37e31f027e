import { shareOf } from './counts.js';
import { addWindows, NO_RUN, NO_WINDOW, type Evidence, type Run, type Window } from './evidence.js';
import { absoluteLimits, marginOf, type GuardTest } from './guard-test.js';

/** A window waits at most this many checks for its control to reach the minimum. */
const MOST_CHECKS_WITHOUT_CONTROL = 5;

/** True when the window is over and both arms saw enough, or the treatment did and no control is to be had. */
export function isWindowComplete({ treatment, control, checks }: Window, test: GuardTest): boolean {
  if (test.windowOpen === true || treatment.count < test.minimumSamples) return false;
  if (!test.controlExpected || control.count >= test.minimumSamples) return true;
  return checks >= MOST_CHECKS_WITHOUT_CONTROL;
}

function isWorse({ treatment, control }: Window, test: GuardTest): boolean {
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

function extend(run: Run, window: Window, holds: boolean): Run {
  return holds ? { windows: run.windows + 1, sum: addWindows(run.sum, window) } : NO_RUN;
}

/** Evidence with the open window closed and the runs of consecutive windows brought up to date. */
export function closeWindow(evidence: Evidence, test: GuardTest): Evidence {
  const { open } = evidence;
  return {
    ...evidence,
    looks: evidence.looks + 1,
    open: NO_WINDOW,
    worse: extend(evidence.worse, open, isWorse(open, test)),
    siteWide: extend(evidence.siteWide, open, isSiteWide(open, test)),
  };
}
