/** Codes that a write may name in `confirm` to be carried out all the same. */
export const CONFIRMABLE_CODES = ['OFF_VARIANT_ON', 'SCHEDULE_ALREADY_DUE'] as const;

/** One of them. */
export type ConfirmableCode = (typeof CONFIRMABLE_CODES)[number];
