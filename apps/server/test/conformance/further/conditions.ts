import { ADDRESSES } from './conditions/addresses.js';
import { ATTRIBUTES } from './conditions/attributes.js';
import { COMBINATIONS } from './conditions/combinations.js';
import type { ConditionCases } from './conditions/condition-cases.js';
import { EQUALITY } from './conditions/equality.js';
import { NUMBERS_AND_INSTANTS } from './conditions/numbers-and-instants.js';
import { TEXTS } from './conditions/texts.js';
import { VERSIONS } from './conditions/versions.js';

/** Behaviours that the vendors document and their published cases do not all show. */
export const CONDITIONS: readonly ConditionCases[] = [
  ...EQUALITY,
  ...TEXTS,
  ...NUMBERS_AND_INSTANTS,
  ...VERSIONS,
  ...ADDRESSES,
  ...ATTRIBUTES,
  ...COMBINATIONS,
];
