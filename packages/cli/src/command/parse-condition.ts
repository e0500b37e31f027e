import type { FlagConfig } from '@sluice/protocol';
import { usageError } from './cli-error.js';

type Condition = FlagConfig['rules'][number]['conditions'][number];

const NUMERIC = /^(lt|lte|gt|gte)$/;
const SYMBOLS: Readonly<Record<string, string>> = {
  '<': 'lt',
  '<=': 'lte',
  '>': 'gt',
  '>=': 'gte',
  '=': 'in',
  '==': 'in',
  is: 'in',
};
const FORM = /^(?<attribute>\S+)\s+(?<not>not\s+)?(?<operator>\S+)(?:\s+(?<values>.*))?$/s;
const NAMED =
  /^(?<not>not\s+)?(?<kind>segment|flag)\s+(?<key>\S+)(?:\s+(?:is\s+)?(?<state>on|off))?$/;

/**
 * A condition from what people type: `country in SE,NO`, `age >= 18`, `plan not in free`, `email exists`,
 * `segment staff`, `not segment staff`, `flag checkout on`, or the JSON of any condition. Exit code 2 for anything else.
 */
export function parseCondition(text: string): Condition {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return parseJson(trimmed);
  const named = NAMED.exec(trimmed)?.groups;
  if (named !== undefined) return namedCondition(named);
  const leaf = FORM.exec(trimmed)?.groups;
  if (leaf === undefined) {
    throw usageError(
      `--when '${text}' is no condition.`,
      'Write it like "country in SE,NO", "segment staff" or as JSON (docs/evaluation.md).',
    );
  }
  return leafCondition(leaf);
}

type Groups = Readonly<Record<string, string | undefined>>;

function parseJson(text: string): Condition {
  try {
    return JSON.parse(text) as Condition;
  } catch (error) {
    throw usageError(`--when '${text}' is not valid JSON: ${(error as Error).message}`);
  }
}

function namedCondition({ not, kind = '', key = '', state }: Groups): Condition {
  const negate = not !== undefined && { negate: true };
  const asked = kind === 'flag' ? { flag: key, state: state ?? 'on' } : { segment: key };
  return { ...asked, ...negate } as Condition;
}

function leafCondition({ attribute = '', not, operator = '', values }: Groups): Condition {
  const name = SYMBOLS[operator] ?? operator;
  const listed = values === undefined ? {} : { values: valuesOf(values, name) };
  const negate = not !== undefined && { negate: true };
  return { attribute, operator: name, ...listed, ...negate } as Condition;
}

/** Numbers and booleans are meant as such unless they are quoted: `"42"` is text. */
function valuesOf(text: string, operator: string): unknown[] {
  return text.split(',').map((part) => {
    const word = part.trim();
    const quoted = /^"(.*)"$/s.exec(word)?.[1];
    if (quoted !== undefined) return quoted;
    if (NUMERIC.test(operator)) return Number(word);
    if (operator !== 'in') return word;
    if (word === 'true' || word === 'false') return word === 'true';
    return /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(word) ? Number(word) : word;
  });
}
