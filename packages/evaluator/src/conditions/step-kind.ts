/** A string that is one of `strings`. */
export const STRINGS = 0;
/** A string, number or boolean in `set`. */
export const SET = 1;
/** A number from `low` to `high`. */
export const RANGE = 2;
/** Whatever `test` says. */
export const TEST = 3;
/** Whether there is such an attribute; the last of the kinds that ask about one. */
export const EXISTS = 4;
/** The end: `outcome`. */
export const FIXED = 5;
/** Whether the gate lets the context in. */
export const GATE = 6;
/** The end: what `split` serves; `no` where it cannot. */
export const SPLIT = 7;
/** Whether the gate is wide open now. */
export const WIDE = 8;
/** Whether the segment is none that holds anything unknown. */
export const SOUND = 9;
export const SEGMENT = 10;
export const FLAG = 11;

export type StepKind =
  | typeof STRINGS
  | typeof SET
  | typeof RANGE
  | typeof TEST
  | typeof EXISTS
  | typeof FIXED
  | typeof GATE
  | typeof SPLIT
  | typeof WIDE
  | typeof SOUND
  | typeof SEGMENT
  | typeof FLAG;
