import type { GuardCheck } from './check-guards.js';

/** When and why a source that was asked said nothing usable. */
export interface Silence {
  /** Ms since the Unix epoch. */
  readonly at: number;
  readonly detail: string;
}

/** The checks, those whose source has been silent since its last reading with the reason. */
export function explainSilence(
  checks: readonly GuardCheck[],
  silences: Readonly<Record<string, Silence>>,
): readonly GuardCheck[] {
  return checks.map((check) => {
    const silence = silences[check.verdict.guard];
    const heardAt = check.reading !== null && 'at' in check.reading ? check.reading.at : 0;
    return silence !== undefined && silence.at > heardAt
      ? { ...check, silence: silence.detail }
      : check;
  });
}
