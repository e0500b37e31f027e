/** Whether one value (never an array or another object, never null) matches. */
export type ScalarTest = (value: unknown) => boolean;

/** Makes the test of an operator from the values of a leaf; null where they cannot be understood. */
export type TestOf = (values: readonly unknown[], caseInsensitive: boolean) => ScalarTest | null;

/** A percentage that moves with time. */
export interface MovingPart {
  /** Thousandths of a percent at an instant. */
  readonly openAt: (now: number) => number;
  /** The next instant at which to look again, or Infinity. */
  readonly next: (now: number) => number;
}

/** The compiled form of a schedule; null for a malformed one. */
export type ScheduleOf = (wire: unknown) => MovingPart | null;

/** What a compact evaluator understands; a snapshot that needs more must not be given to it. */
export interface Vocabulary {
  readonly operators: Readonly<Record<string, TestOf>>;
  readonly schedule: ScheduleOf | null;
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** A test of text against non-empty texts. */
function textual(compare: (text: string, part: string) => boolean): TestOf {
  return (values, caseInsensitive) => {
    const fold = (text: string): string => (caseInsensitive ? text.toLowerCase() : text);
    const parts = values.filter(isText).filter(Boolean).map(fold);
    return (value) => isText(value) && parts.some((part) => compare(fold(value), part));
  };
}

/** A test of finite numbers. */
function numeric(compare: (value: number, limit: number) => boolean): TestOf {
  return (values) => {
    const limits = values.filter((limit): limit is number => Number.isFinite(limit));
    return (value) =>
      Number.isFinite(value) && limits.some((limit) => compare(value as number, limit));
  };
}

/** The operators of evaluation.md §4 that most flags are made of. */
export const COMMON_OPERATORS: Vocabulary['operators'] = {
  in: (values, caseInsensitive) => {
    const fold = (value: unknown): unknown =>
      caseInsensitive && isText(value) ? value.toLowerCase() : value;
    // Among values of JSON nothing but a text, a number or a truth value equals one.
    const listed = new Set(values.map(fold));
    return (value) => listed.has(fold(value));
  },
  contains: textual((text, part) => text.includes(part)),
  startsWith: textual((text, part) => text.startsWith(part)),
  endsWith: textual((text, part) => text.endsWith(part)),
  lt: numeric((value, limit) => value < limit),
  lte: numeric((value, limit) => value <= limit),
  gt: numeric((value, limit) => value > limit),
  gte: numeric((value, limit) => value >= limit),
};
