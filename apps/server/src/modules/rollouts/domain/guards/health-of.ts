import type { Health } from '../machine/facts.js';
import type { GuardVerdict } from './guard-verdict.js';

const GRAVITY = { rollback: 3, 'step-back': 2, pause: 1 } as const;
const WAITING = ['no-data', 'suspect', 'too-few-samples'] as const;

type Breach = Extract<GuardVerdict, { readonly kind: 'breach' }>;

function gravestOf(verdicts: readonly GuardVerdict[]): Breach | undefined {
  const breaches = verdicts.filter((verdict) => verdict.kind === 'breach');
  return breaches.sort((a, b) => GRAVITY[b.action] - GRAVITY[a.action])[0];
}

/**
 * What all guards say together: the gravest breach; else waiting where any of them is; healthy only
 * when all are, and where there are none. Advisory ones count where they breach, unless another guard
 * is about to decide (a paused rollout is not looked at any more), and where they suspect.
 */
export function healthOf(verdicts: readonly GuardVerdict[]): Health {
  const trusted = verdicts.filter(({ advisory }) => advisory !== true);
  const deciding = trusted.some(({ kind }) => kind === 'suspect');
  const gravest = gravestOf(deciding ? trusted : verdicts);
  if (gravest) {
    const { action, code, guard } = gravest;
    return { kind: 'breach', action, code, guard };
  }
  const silentMs = Math.max(0, ...trusted.map((verdict) => verdict.silentMs));
  const heeded = verdicts.filter(({ advisory, kind }) => advisory !== true || kind === 'suspect');
  const reason = WAITING.find((kind) => heeded.some((verdict) => verdict.kind === kind));
  return reason === undefined ? { kind: 'healthy' } : { kind: 'waiting', reason, silentMs };
}
