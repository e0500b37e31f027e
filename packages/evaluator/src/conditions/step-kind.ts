/** A certain string. */
export const STRING = 0;
/** One of two to four strings. */
export const STRINGS = 1;
/** A string, number or boolean in `set`. */
export const SET = 2;
/** A number from `low` to `high`. */
export const RANGE = 3;
/** Whatever `test` says. */
export const TEST = 4;
/** Whether there is such an attribute; the last of the kinds that ask about one. */
export const EXISTS = 5;
/** The end: `outcome`. */
export const FIXED = 6;
/** Whether the gate lets the context in: a common gate, and the end on either side, as of most flags. */
export const RAMP = 7;
/** Whether the gate lets the context in. */
export const GATE = 8;
/** The end: what `split` serves; `no` where it cannot. */
export const SPLIT = 9;
/** Whether the gate is wide open now. */
export const WIDE = 10;
/** Whether the segment is none that holds anything unknown. */
export const SOUND = 11;
export const SEGMENT = 12;
export const FLAG = 13;

export type StepKind =
  | typeof STRING
  | typeof STRINGS
  | typeof SET
  | typeof RANGE
  | typeof TEST
  | typeof EXISTS
  | typeof FIXED
  | typeof RAMP
  | typeof GATE
  | typeof SPLIT
  | typeof WIDE
  | typeof SOUND
  | typeof SEGMENT
  | typeof FLAG;
