type Unknown = Readonly<Record<string, unknown>>;

const SYMBOLS: Readonly<Record<string, string>> = { lt: '<', lte: '≤', gt: '>', gte: '≥' };

/** A condition in words: `country in SE, NO`, `not (segment staff)`. */
export function conditionText(condition: unknown): string {
  const one = condition as Unknown;
  if (Array.isArray(one.all)) return groupText(one.all, 'and');
  if (Array.isArray(one.any)) return groupText(one.any, 'or');
  if (one.not !== undefined) return `not (${conditionText(one.not)})`;
  const negated = one.negate === true ? 'not ' : '';
  if (typeof one.segment === 'string') return `${negated}segment ${one.segment}`;
  if (typeof one.flag === 'string') return `${negated}${flagText(one)}`;
  return leafText(one);
}

/** Conditions that must all hold; empty for none. */
export function conditionsText(conditions: readonly unknown[]): string {
  return conditions.map(conditionText).join(' and ');
}

function groupText(conditions: readonly unknown[], word: string): string {
  return `(${conditions.map(conditionText).join(` ${word} `)})`;
}

/** What is asked of another flag: `flag checkout is on`. */
export function flagText({ flag, state, variants }: Unknown): string {
  const asked = Array.isArray(variants)
    ? `serves ${variants.join(' or ')}`
    : `is ${typeof state === 'string' ? state : 'on'}`;
  return `flag ${String(flag)} ${asked}`;
}

function leafText(leaf: Unknown): string {
  const operator = String(leaf.operator);
  const symbol = SYMBOLS[operator] ?? operator;
  const negated = leaf.negate === true ? 'not ' : '';
  const loosely = leaf.caseInsensitive === true ? ' (any case)' : '';
  const values = Array.isArray(leaf.values) ? ` ${listed(leaf.values, countOf(leaf))}` : '';
  return `${String(leaf.attribute)} ${negated}${symbol}${values}${loosely}`;
}

const SHOWN = 5;

/** How many there are where only the first are told. */
function countOf({ values, valuesCount }: Unknown): number {
  if (typeof valuesCount === 'number') return valuesCount;
  return Array.isArray(values) ? values.length : 0;
}

function listed(values: readonly unknown[], count: number): string {
  const shown = values
    .slice(0, SHOWN)
    .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  const more = count > SHOWN ? ` and ${count - SHOWN} more` : '';
  return shown.join(', ') + more;
}
