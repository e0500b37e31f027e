import { cidrOperand } from '../conditions/cidr-operand.js';
import { instantOperand } from '../conditions/instant-operand.js';
import { patternOperand } from '../conditions/pattern-operand.js';
import { semVerOperand, type SemVerOperator } from '../conditions/semver-operand.js';
import { nextOf } from '../next-instant.js';
import { compileSchedule, thousandthsAt } from '../schedule.js';
import { COMMON_OPERATORS, type TestOf, type Vocabulary } from './operators.js';

const SEMVER: readonly SemVerOperator[] = [
  'semverEq',
  'semverLt',
  'semverLte',
  'semverGt',
  'semverGte',
  'semverCaret',
  'semverTilde',
];

/** Everything of evaluation.md: the common operators and those that few flags use, and schedules. */
export const WHOLE_VOCABULARY: Vocabulary = {
  operators: {
    ...COMMON_OPERATORS,
    matches: (values, caseInsensitive) => patternOperand(values, caseInsensitive)?.test ?? null,
    before: (values) => instantOperand('before')(values).test,
    after: (values) => instantOperand('after')(values).test,
    inCidr: (values) => cidrOperand(values).test,
    ...Object.fromEntries(
      SEMVER.map((operator): [string, TestOf] => [
        operator,
        (values) => semVerOperand(operator)(values).test,
      ]),
    ),
  },
  schedule: (wire) => {
    const schedule = compileSchedule(wire);
    return (
      schedule && {
        openAt: (now) => thousandthsAt(schedule, now),
        next: (now) => nextOf(schedule, now),
      }
    );
  },
};
