import type { Flag, OverlayState, Target } from '@sluice/evaluator';
import type { EvaluationTrace, TraceRule, TraceTarget } from '@sluice/protocol';
import { shortened } from './bounded-value.js';
import { FlagProbe, type Inquiry } from './flag-probe.js';
import { bucketedBy } from './trace-answer.js';
import type { TraceBudget } from './trace-conditions.js';
import { tracePrerequisites } from './trace-prerequisites.js';
import { askRule, traceRule, traceSplit, unreachedRule } from './trace-rules.js';

type DecidedBy = EvaluationTrace['decidedBy'];

const CONDITIONS = 300;
const TARGETS = 50;

/** Every step of the decision about a flag, each verdict the evaluator's own (evaluation.md §3); `detail` is its whole answer. */
export function traceFlag(
  inquiry: Inquiry,
  flag: Flag,
  detail: { readonly errorCode?: string | undefined },
): EvaluationTrace {
  const probe = new FlagProbe(inquiry, flag);
  const early = stopOf(probe, detail);
  const { failed, ...prerequisites } = tracePrerequisites(probe, early === null);
  const blocked = early ?? (failed && erring('prerequisite', failed));
  const targets = traceTargets(probe, blocked === null);
  const targeted = blocked ?? targets.decidedBy;
  const rules = traceRules(probe, targeted === null);
  const decidedBy = targeted ?? rules.decidedBy ?? fallingThrough(detail);
  return {
    decidedBy,
    enabled: flag.enabled,
    ...standingOf(inquiry, flag),
    ...prerequisites,
    targets: targets.shown,
    targetsOmitted: targets.omitted,
    rules: rules.shown,
    fallthrough: {
      outcome: decidedBy.step === 'fallthrough' ? 'decided' : 'notReached',
      ...traceSplit(probe, flag.fallthrough),
    },
    offVariant: flag.offVariant,
  };
}

function standingOf(
  { snapshot, overlay }: { snapshot: Inquiry['snapshot']; overlay: OverlayState },
  { key, onShutdown }: Flag,
): Pick<EvaluationTrace, 'shutdown' | 'override'> {
  const override = Object.hasOwn(overlay.overrides, key) ? overlay.overrides[key] : undefined;
  return {
    shutdown: { inForce: snapshot.shutdown || overlay.shutdown, onShutdown },
    ...(override !== undefined && { override: shortened(override) }),
  };
}

/** What decided before anything of the flag's own was asked. */
function stopOf(
  probe: FlagProbe,
  { errorCode }: { readonly errorCode?: string | undefined },
): DecidedBy | null {
  if (errorCode === 'GENERAL') return { step: 'error', errorCode };
  const { reason } = probe.standing();
  if (reason === 'SHUTDOWN') return { step: 'shutdown' };
  if (reason === 'OVERRIDE') return { step: 'override' };
  return reason === 'DISABLED' ? { step: 'disabled' } : null;
}

function erring(
  step: 'prerequisite' | 'rule',
  { index, errorCode }: { readonly index: number; readonly errorCode?: string },
): DecidedBy {
  return errorCode === undefined ? { step, index } : { step: 'error', index, errorCode };
}

function fallingThrough({ errorCode }: { readonly errorCode?: string | undefined }): DecidedBy {
  return { step: 'fallthrough', ...(errorCode !== undefined && { errorCode }) };
}

function traceTargets(
  probe: FlagProbe,
  isReached: boolean,
): { shown: TraceTarget[]; omitted: number; decidedBy: DecidedBy | null } {
  const { targets } = probe.flag;
  const hit = isReached ? targets.findIndex((target) => isListed(probe, target)) : -1;
  const all = targets.map(({ variant, ids, by }, index): TraceTarget => {
    const isBehind = !isReached || (hit !== -1 && index > hit);
    const outcome = index === hit ? 'decided' : isBehind ? 'notReached' : 'passed';
    const idsCount = 'hashes' in ids ? ids.hashes.length : ids.length;
    return { index, outcome, variant, ...bucketedBy(probe.context, by), idsCount };
  });
  const shown = all.filter(({ outcome, index }) => index < TARGETS || outcome === 'decided');
  const decidedBy: DecidedBy | null = hit === -1 ? null : { step: 'target', index: hit };
  return { shown, omitted: all.length - shown.length, decidedBy };
}

function isListed(probe: FlagProbe, target: Target): boolean {
  const parts = { prerequisites: [], targets: [target], rules: [] };
  return probe.partly(parts).reason === 'TARGETING_MATCH';
}

function traceRules(
  probe: FlagProbe,
  isReached: boolean,
): { shown: TraceRule[]; decidedBy: DecidedBy | null } {
  const budget: TraceBudget = { conditions: CONDITIONS };
  const shown: TraceRule[] = [];
  let decidedBy: DecidedBy | null = null;
  for (const [index, rule] of probe.flag.rules.entries()) {
    if (!isReached || decidedBy !== null) {
      shown.push(unreachedRule(rule, index));
      continue;
    }
    const { decides, ...ended } = askRule(probe, rule);
    if (decides) decidedBy = erring('rule', { ...ended, index });
    shown.push(traceRule(probe, { rule, index, decides }, budget));
  }
  return { shown, decidedBy };
}
