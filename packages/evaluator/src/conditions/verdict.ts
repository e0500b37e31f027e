import { FIXED } from './step-kind.js';
import { NO_SUBJECT, Step } from './step.js';

/** Where conditions lead that are asked on their own, in a segment: they hold. */
export const HOLDS = new Step(FIXED, NO_SUBJECT, null);
/** They do not. */
export const FAILS = new Step(FIXED, NO_SUBJECT, null);
