import type { NeutralSuite } from '../neutral-model.js';
import { CONDITION_SUITE } from './condition-suite.js';
import { PREREQUISITE_SUITE } from './prerequisite-suite.js';
import { SHARE_SUITE } from './share-suite.js';
import { VALUE_SUITE } from './value-suite.js';

/** Cases of our own in the model of the others. */
export const FURTHER: readonly NeutralSuite[] = [
  CONDITION_SUITE,
  PREREQUISITE_SUITE,
  SHARE_SUITE,
  VALUE_SUITE,
];
