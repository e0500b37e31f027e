import { checkAttribute } from './check-attribute.js';
import { checkFlagReference } from './check-flag-reference.js';
import { checkValues, isOperator, OPERATORS } from './check-values.js';
import { problemAt, shown, type Problem } from './problem.js';

/** How deep conditions may be nested (evaluation.md §8). */
export const MAX_CONDITION_DEPTH = 16;

const FORMS = ['attribute', 'segment', 'flag', 'all', 'any', 'not'] as const;
type Form = (typeof FORMS)[number];

const MEMBERS: Readonly<Record<Form, readonly string[]>> = {
  attribute: ['attribute', 'operator', 'values', 'negate', 'caseInsensitive'],
  segment: ['segment', 'negate'],
  flag: ['flag', 'state', 'variants', 'negate'],
  all: ['all'],
  any: ['any'],
  not: ['not'],
};
const CASE_OPERATORS = ['in', 'contains', 'startsWith', 'endsWith', 'matches'];

type Members = Readonly<Record<string, unknown>>;

/** Where a condition stands, and whether it may name flags and segments (in a segment it may not). */
export interface ConditionPlace {
  readonly where: string;
  readonly references: boolean;
  /** 1 for the conditions of a rule. */
  readonly depth: number;
}

/** What was found in conditions: what is wrong, and how many leaves they have. */
export interface ConditionFindings {
  readonly problems: readonly Problem[];
  readonly leaves: number;
}

/** Problems of a list of conditions and all within (evaluation.md §4, §8); whether the flags and segments they name exist is not asked here. */
export function checkConditions(
  conditions: readonly unknown[],
  place: ConditionPlace,
): ConditionFindings {
  const found = conditions.map((condition, index) =>
    checkCondition(condition, { ...place, where: `${place.where}[${index}]` }),
  );
  return {
    problems: found.flatMap(({ problems }) => problems),
    leaves: found.reduce((sum, { leaves }) => sum + leaves, 0),
  };
}

function checkCondition(condition: unknown, place: ConditionPlace): ConditionFindings {
  const { where, depth } = place;
  const refused = (problem: Problem): ConditionFindings => ({ problems: [problem], leaves: 1 });
  if (depth > MAX_CONDITION_DEPTH) {
    const message = `conditions are nested ${depth} deep; at most ${MAX_CONDITION_DEPTH} are allowed.`;
    return refused(problemAt(where, 'CONDITIONS_TOO_DEEP', message));
  }
  if (typeof condition !== 'object' || condition === null || Array.isArray(condition))
    return refused(problemAt(where, 'INVALID_CONDITION', `${shown(condition)} is no condition.`));
  const members = condition as Members;
  const form = formOf(members, where);
  return typeof form === 'string' ? checkForm(form, members, place) : refused(form);
}

function formOf(members: Members, where: string): Form | Problem {
  const forms = FORMS.filter((form) => members[form] !== undefined);
  const [form, ...others] = forms;
  if (form === undefined || others.length > 0) {
    const found = forms.length === 0 ? 'none' : forms.join(' and ');
    const message = `a condition has exactly one of ${FORMS.join(', ')}; ${shown(members)} has ${found}.`;
    return problemAt(where, 'INVALID_CONDITION', message);
  }
  const unknown = Object.keys(members).find((name) => !MEMBERS[form].includes(name));
  if (unknown !== undefined) {
    const message = `a condition with ${form} has no member ${shown(unknown)}; it may have ${MEMBERS[form].join(', ')}.`;
    return problemAt(where, 'INVALID_CONDITION', message);
  }
  return form;
}

function checkForm(form: Form, members: Members, place: ConditionPlace): ConditionFindings {
  const { where } = place;
  const deeper = (name: string): ConditionPlace => ({
    ...place,
    where: `${where}.${name}`,
    depth: place.depth + 1,
  });
  if (form === 'not') return checkCondition(members.not, deeper('not'));
  if (form === 'all' || form === 'any') {
    const list = members[form];
    if (Array.isArray(list)) return checkConditions(list, deeper(form));
    const message = `${form} takes a list of conditions, not ${shown(list)}.`;
    return { problems: [problemAt(where, 'INVALID_CONDITION', message)], leaves: 1 };
  }
  const problems = [
    ...checkBoolean(members, 'negate', where),
    ...(form === 'attribute' ? checkLeaf(members, where) : checkReference(form, members, place)),
  ];
  return { problems, leaves: 1 };
}

function checkBoolean(members: Members, name: string, where: string): Problem[] {
  const value = members[name];
  if (value === undefined || typeof value === 'boolean') return [];
  return [problemAt(where, 'INVALID_CONDITION', `${name} is true or false, not ${shown(value)}.`)];
}

function checkReference(
  form: 'segment' | 'flag',
  members: Members,
  { where, references }: ConditionPlace,
): Problem[] {
  if (!references) {
    const message = `a segment may not name the ${form} ${shown(members[form])}; only attributes are asked there.`;
    return [problemAt(where, 'SEGMENT_NOT_ALLOWED', message)];
  }
  if (form === 'flag') return checkFlagReference(members, where);
  if (typeof members.segment === 'string') return [];
  const message = `segment is the key of a segment, not ${shown(members.segment)}.`;
  return [problemAt(where, 'INVALID_CONDITION', message)];
}

function checkLeaf(members: Members, where: string): Problem[] {
  const { attribute, operator, values, caseInsensitive } = members;
  const problems = [
    ...checkAttribute(attribute, `${where}.attribute`),
    ...checkBoolean(members, 'caseInsensitive', where),
  ];
  if (!isOperator(operator)) {
    const message = `there is no operator ${shown(operator)}; there are ${OPERATORS.join(', ')}.`;
    return [...problems, problemAt(`${where}.operator`, 'UNKNOWN_OPERATOR', message)];
  }
  if (caseInsensitive === true && !CASE_OPERATORS.includes(operator)) {
    const message = `caseInsensitive means nothing to ${operator}; only ${CASE_OPERATORS.join(', ')} take it.`;
    problems.push(problemAt(where, 'INVALID_CONDITION', message));
  }
  const options = { caseInsensitive: caseInsensitive === true, where };
  return [...problems, ...checkValues(operator, values, options)];
}
