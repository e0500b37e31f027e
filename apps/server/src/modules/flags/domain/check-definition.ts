import { isValidFlagKey, type FlagType } from '@sluice/evaluator';
import { checkFlagReference, problemAt, shown, type Problem } from '../../targeting/index.js';
import { checkVariants } from './check-variants.js';
import type { FlagDefinition } from './flag-definition.js';

/** Problems a definition has on its own; those of the hierarchy are the graph's (evaluation.md §8). */
export function checkDefinition(type: FlagType, definition: FlagDefinition): Problem[] {
  return [
    ...checkVariants(type, definition.variants),
    ...checkPrerequisites(definition),
    ...checkMetadata(definition),
  ];
}

/** No problem for a key that may be given to a new flag. */
export function checkFlagKey(key: string): Problem[] {
  if (isValidFlagKey(key)) return [];
  const message = `${shown(key)} is no flag key; it is 1–128 letters, digits, dots, underscores or hyphens and starts with a letter or digit.`;
  return [problemAt('key', 'INVALID_FLAG_KEY', message)];
}

function checkPrerequisites({ prerequisites }: FlagDefinition): Problem[] {
  const seen = new Set<string>();
  return prerequisites.flatMap((parent, index) => {
    const where = `prerequisites[${index}]`;
    const problems = checkFlagReference({ ...parent }, where);
    if (seen.has(parent.flag))
      problems.push(
        problemAt(
          where,
          'INVALID_PREREQUISITE',
          `${shown(parent.flag)} is required twice; name each parent once.`,
        ),
      );
    seen.add(parent.flag);
    return problems;
  });
}

function checkMetadata({ metadata }: FlagDefinition): Problem[] {
  const odd = Object.entries(metadata).find(
    ([, value]) => typeof value === 'number' && !Number.isFinite(value),
  );
  if (odd === undefined) return [];
  return [
    problemAt('metadata', 'INVALID_REQUEST', `the value of ${shown(odd[0])} is no finite number.`),
  ];
}
