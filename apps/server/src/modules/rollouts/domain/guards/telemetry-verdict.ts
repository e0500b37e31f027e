import type { BreachCode, GuardAction } from '../machine/facts.js';
import type { StatisticalVerdict } from '../statistics/judge.js';
import { isPublic, type Guard } from './guard.js';
import type { GuardVerdict } from './guard-verdict.js';

const BREACHES: Readonly<Partial<Record<StatisticalVerdict, BreachCode>>> = {
  tripwire: 'TRIPWIRE',
  sequential: 'SEQUENTIAL',
  'site-wide': 'SITE_WIDE',
};

/**
 * What a telemetry guard does about what its statistics say: its action, except that trouble on the
 * whole site only ever pauses. Silent for longer than `freshMs` it has no data, whatever it knew before.
 */
export function telemetryVerdict(
  guard: Guard,
  verdict: StatisticalVerdict,
  time: { readonly silentMs: number; readonly freshMs: number },
): GuardVerdict {
  const advisory = isPublic(guard) ? ({ advisory: true } as const) : {};
  const base = { guard: guard.id, silentMs: time.silentMs, ...advisory };
  const code = BREACHES[verdict];
  if (code !== undefined) {
    const action: GuardAction = code === 'SITE_WIDE' || isPublic(guard) ? 'pause' : guard.action;
    return { ...base, kind: 'breach', code, action };
  }
  if (time.silentMs > time.freshMs) return { ...base, kind: 'no-data' };
  if (verdict === 'healthy' || verdict === 'suspect') return { ...base, kind: verdict };
  return { ...base, kind: 'too-few-samples' };
}
