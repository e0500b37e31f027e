import type { FlagConfig, RuleInput } from '@sluice/protocol';
import { usageError } from '../../command/cli-error.js';
import { parseCondition } from '../../command/parse-condition.js';
import { parseServe } from './parse-serve.js';
import type { SetOptions } from './set-options.js';

type Rules = FlagConfig['rules'];

/** Rules after `--remove-rule` and what `--percentage`, `--variant`, `--when` and `--rule` say about one of them. Rules keep their ids and seeds. */
export function changedRules(stored: Rules, options: SetOptions): RuleInput[] {
  // What is answered can be sent: only the declarations differ, in what is readonly.
  const before = stored as unknown as readonly RuleInput[];
  const remaining = withoutRemoved(before, options.removeRule ?? []);
  const { percentage, variant, when } = options;
  if (percentage === undefined && variant === undefined && when === undefined) {
    if (options.rule !== undefined) {
      throw usageError(
        `What about rule ${options.rule}?`,
        'Say --percentage, --variant or --when with it.',
      );
    }
    return remaining;
  }
  const chosen = chosenRule(remaining, options);
  if (chosen === null) return withNewRule(remaining, options);
  return remaining.map((rule) => (rule === chosen ? changedRule(rule, options) : rule));
}

function withoutRemoved(rules: readonly RuleInput[], removed: readonly string[]): RuleInput[] {
  for (const id of removed) requireRule(rules, id);
  return rules.filter(({ id }) => id === undefined || !removed.includes(id));
}

function requireRule(rules: readonly RuleInput[], id: string): RuleInput {
  const found = rules.find((rule) => rule.id === id);
  if (found !== undefined) return found;
  const known = rules.map((rule) => rule.id).join(', ');
  throw usageError(
    `There is no rule ${id}.`,
    known === '' ? 'The flag has no rules.' : `Its rules are ${known}.`,
  );
}

/** The rule that is meant; null where a new one is. */
function chosenRule(rules: readonly RuleInput[], { rule, when }: SetOptions): RuleInput | null {
  if (rule !== undefined) return requireRule(rules, rule);
  if (when !== undefined) return null;
  const open = rules.filter(({ conditions }) => conditions.length === 0);
  if (open.length > 1) {
    throw usageError(
      'Which rule? Several have no conditions.',
      `Give --rule ${open.map(({ id }) => id).join(' or --rule ')}.`,
    );
  }
  return open[0] ?? null;
}

function withNewRule(rules: readonly RuleInput[], options: SetOptions): RuleInput[] {
  const fresh: RuleInput = {
    conditions: (options.when ?? []).map(parseCondition),
    serve: parseServe(options.variant ?? 'on'),
    ...gateOf(options),
  };
  return options.first === true || options.when !== undefined
    ? [fresh, ...rules]
    : [...rules, fresh];
}

function changedRule(rule: RuleInput, options: SetOptions): RuleInput {
  const { variant, when } = options;
  return {
    ...rule,
    ...(when !== undefined && { conditions: when.map(parseCondition) }),
    ...(variant !== undefined && { serve: parseServe(variant, rule.serve) }),
    ...gateOf(options, rule.rollout),
  };
}

/** The gate keeps its seed and its attribute, so that raising the percentage only ever adds users. */
function gateOf(
  { percentage }: SetOptions,
  before?: RuleInput['rollout'],
): Pick<RuleInput, 'rollout'> {
  if (percentage === undefined) return {};
  const number = Number(percentage);
  if (percentage.trim() === '' || !Number.isFinite(number)) {
    throw usageError(`--percentage ${percentage} is no number.`, 'Give 0 to 100.');
  }
  const { seed, by } = before ?? {};
  return {
    rollout: {
      percentage: number,
      ...(seed !== undefined && { seed }),
      ...(by !== undefined && { by }),
    },
  };
}
