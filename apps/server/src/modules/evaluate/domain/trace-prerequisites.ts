import type { Prerequisite } from '@sluice/evaluator';
import type { TracePrerequisite } from '@sluice/protocol';
import type { FlagProbe } from './flag-probe.js';
import { answerOf, wantedOf } from './trace-answer.js';

const SHOWN = 100;
const DEEPEST = 16;

/** Prerequisites as a tree in one list, and what ended it. */
export interface TracedPrerequisites {
  readonly prerequisites: TracePrerequisite[];
  readonly prerequisitesOmitted: number;
  /** The first of the flag's own that fails. */
  readonly failed: { readonly index: number; readonly errorCode?: string } | null;
}

/** The flag's prerequisites up to the first that fails, under each those of the parent; `isReached` false marks all as not reached. */
export function tracePrerequisites(probe: FlagProbe, isReached: boolean): TracedPrerequisites {
  const walk = new PrerequisiteWalk(probe);
  const failed = walk.list(probe.flag.prerequisites, isReached, [probe.flag.key]);
  return { prerequisites: walk.shown, prerequisitesOmitted: walk.omitted, failed };
}

class PrerequisiteWalk {
  readonly shown: TracePrerequisite[] = [];
  omitted = 0;

  constructor(private readonly probe: FlagProbe) {}

  /** `path` holds the keys from the flag asked about down to the one whose prerequisites these are. */
  list(
    prerequisites: readonly Prerequisite[],
    isReached: boolean,
    path: readonly string[],
  ): TracedPrerequisites['failed'] {
    let failed: TracedPrerequisites['failed'] = null;
    prerequisites.forEach((prerequisite, index) => {
      const isAsked = isReached && failed === null;
      const isShown = this.shown.length < SHOWN;
      if (!isShown) this.omitted++;
      if (!isAsked && !isShown) return;
      const verdict = isAsked ? this.probe.isMet(prerequisite) : null;
      if (verdict?.holds === false) failed = { ...verdict, index };
      if (isShown) this.#show(prerequisite, verdict?.holds, path);
    });
    return failed;
  }

  #show(prerequisite: Prerequisite, holds: boolean | undefined, path: readonly string[]): void {
    const { flag } = prerequisite;
    const asked = { depth: path.length - 1, flag, ...wantedOf(prerequisite) };
    if (holds === undefined) {
      this.shown.push({ ...asked, outcome: 'notReached' });
      return;
    }
    const answer = answerOf(this.probe, flag);
    this.shown.push({ ...asked, outcome: holds ? 'passed' : 'decided', holds, ...answer });
    const parent = Object.hasOwn(this.probe.flags, flag) ? this.probe.flags[flag] : undefined;
    if (parent === undefined || path.includes(flag) || path.length >= DEEPEST) return;
    this.list(parent.prerequisites, !isStopped(answer.got?.reason), [...path, flag]);
  }
}

/** Whether a parent answered before it came to its own prerequisites. */
function isStopped(reason: string | undefined): boolean {
  return reason === 'SHUTDOWN' || reason === 'OVERRIDE' || reason === 'DISABLED';
}
