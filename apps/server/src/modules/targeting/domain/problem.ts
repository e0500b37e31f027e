import type { ErrorCode } from '@sluice/protocol';

/** One reason why something is refused: the code, a sentence with the offending value, and where it stands. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A problem at a place such as `rules[0].rollout.percentage`. */
export function problemAt(where: string, code: ErrorCode, message: string): Problem {
  return { code, message: `${where}: ${message}`, details: { path: where } };
}

const SHOWN_CHARACTERS = 120;

/** A value as messages show it: its JSON, cut after 120 characters. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
}
