import type { FlagType, Json } from '@sluice/evaluator';
import { problemAt, shown, type Problem } from '../../targeting/index.js';

const MAX_VARIANTS = 1_000;
const MAX_NAME_LENGTH = 128;

/** What the values of a type must be; boolean flags are judged as a whole. */
const FITS: Readonly<Record<Exclude<FlagType, 'boolean'>, (value: Json) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  json: () => true,
};

/** The variants every boolean flag has. */
export const BOOLEAN_VARIANTS: Readonly<Record<string, Json>> = { on: true, off: false };

/** Problems of a flag's variants: boolean flags have exactly on and off, others at least one that fits the type (evaluation.md §2). */
export function checkVariants(type: FlagType, variants: Readonly<Record<string, Json>>): Problem[] {
  const refuse = (message: string): Problem[] => [
    problemAt('variants', 'INVALID_VARIANTS', message),
  ];
  const names = Object.keys(variants);
  if (type === 'boolean') {
    const exact = names.length === 2 && variants.on === true && variants.off === false;
    return exact
      ? []
      : refuse(`a boolean flag has exactly {"on":true,"off":false}, not ${shown(variants)}.`);
  }
  if (names.length === 0) return refuse('a flag has at least one variant.');
  if (names.length > MAX_VARIANTS)
    return refuse(`${names.length} variants; a flag has at most ${MAX_VARIANTS}.`);
  const odd = names.find((name) => name === '' || name.length > MAX_NAME_LENGTH);
  if (odd !== undefined)
    return refuse(`${shown(odd)} is no variant name; it has 1 to ${MAX_NAME_LENGTH} characters.`);
  const unfit = Object.entries(variants).find(([, value]) => !FITS[type](value));
  if (unfit === undefined) return [];
  return refuse(`the value ${shown(unfit[1])} of ${shown(unfit[0])} is no ${type}.`);
}
