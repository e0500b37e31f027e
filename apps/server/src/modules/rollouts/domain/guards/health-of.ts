import type { Health } from '../machine/facts.js';
import type { GuardVerdict } from './guard-verdict.js';

const GRAVITY = { rollback: 3, 'step-back': 2, pause: 1 } as const;
const WAITING = ['no-data', 'suspect', 'too-few-samples'] as const;

/**
 * What all guards say together: the gravest breach; else waiting where any of them is; healthy only
 * when all are, and where there are none.
 */
export function healthOf(verdicts: readonly GuardVerdict[]): Health {
  const breaches = verdicts.filter((verdict) => verdict.kind === 'breach');
  const [gravest] = breaches.sort((a, b) => GRAVITY[b.action] - GRAVITY[a.action]);
  if (gravest) {
    const { action, code, guard } = gravest;
    return { kind: 'breach', action, code, guard };
  }
  const silentMs = Math.max(0, ...verdicts.map((verdict) => verdict.silentMs));
  const reason = WAITING.find((kind) => verdicts.some((verdict) => verdict.kind === kind));
  return reason === undefined ? { kind: 'healthy' } : { kind: 'waiting', reason, silentMs };
}
