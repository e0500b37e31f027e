import { checkConditions } from './check-conditions.js';
import { problemAt, type Problem } from './problem.js';

/** Most leaves all conditions of a flag or a segment may have together (evaluation.md §8). */
const MAX_LEAVES = 1_000;

/** What has the rules. A segment names no flags and segments. */
export type RuleOwner = 'flag' | 'segment';

const ADVICE: Readonly<Record<RuleOwner, string>> = {
  flag: ' Move id lists into `values` or a segment.',
  segment: '',
};

/** Problems of the conditions of all rules: each by itself, and all together where they are too many. */
export function checkRuleConditions(
  rules: readonly { readonly conditions: readonly unknown[] }[],
  owner: RuleOwner,
): Problem[] {
  const found = rules.map(({ conditions }, index) =>
    checkConditions(conditions, {
      where: `rules[${index}].conditions`,
      references: owner === 'flag',
      depth: 1,
    }),
  );
  const problems = found.flatMap((each) => each.problems);
  const leaves = found.reduce((sum, each) => sum + each.leaves, 0);
  if (leaves <= MAX_LEAVES) return problems;
  const message = `${leaves} conditions; a ${owner} may hold at most ${MAX_LEAVES}.${ADVICE[owner]}`;
  return [...problems, problemAt('rules', 'TOO_MANY_CONDITIONS', message)];
}
