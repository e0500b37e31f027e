import type { TraceAnswer } from '@sluice/protocol';

const WHY: Readonly<Record<string, string>> = {
  DISABLED: 'disabled',
  SHUTDOWN: 'emergency shutdown',
  OVERRIDE: 'overridden',
  PREREQUISITE_FAILED: 'a flag that it requires does not allow it',
  TARGETING_MATCH: 'one of its targets or rules decided',
  SPLIT: 'by a percentage or split',
  STATIC: 'it serves everyone that',
  DEFAULT: 'none of its rules matched',
};

/** What another flag answers this user: `it is off (disabled)`. */
export function answerText({
  got,
  variants,
}: {
  readonly got?: TraceAnswer | undefined;
  readonly variants?: readonly string[] | undefined;
}): string {
  if (got === undefined) return 'there is no such flag';
  const { enabled, variant, reason, errorCode } = got;
  const what =
    variants === undefined ? `is ${enabled ? 'on' : 'off'}` : `serves ${variant ?? 'no value'}`;
  return `it ${what} (${errorCode ?? WHY[reason] ?? reason})`;
}
