import type { Condition } from '@sluice/evaluator';
import type {
  CreateFlag,
  PrerequisiteInput,
  RuleInput,
  ServeInput,
  UpdateFlagConfig,
} from '@sluice/protocol';
import type { NeutralFlag, NeutralRule, NeutralSplit } from './neutral-model.js';
import { isPresent, seedOf, shareOf, type SuiteConverter } from './suite-converter.js';

const MAX_WEIGHT = 100_000;

/** A flag as the API takes it: its definition, and its configuration in one environment. */
export interface FlagBodies {
  readonly definition: CreateFlag;
  readonly config: UpdateFlagConfig;
}

/** Our form of a neutral flag. */
export function convertFlag(converter: SuiteConverter, key: string): FlagBodies {
  const flag = converter.suite.flagset.flags[key];
  if (flag === undefined) throw new Error(`no flag ${key}`);
  const { names } = converter;
  const variantOf = (name: string | null) => names.variant(flag, name);
  const type = names.typeOf(flag);
  const { prerequisites, guard } = requirementsOf(converter, flag);
  const rules = [...guard, ...flag.rules.flatMap((rule) => rulesOf(converter, flag, rule))];
  const { split } = flag.fallthrough;
  const plain = split === undefined ? null : plainSplit(split, variantOf);
  if (split !== undefined && plain === null) {
    rules.push(...rulesOf(converter, flag, { when: true, split }));
  }
  return {
    definition: {
      key: names.flag(key),
      type,
      ...(type !== 'boolean' && { variants: flag.variants }),
      ...(flag.metadata && { metadata: flag.metadata }),
      prerequisites,
    },
    config: {
      enabled: flag.enabled,
      offVariant: variantOf(stoppedVariant(flag)),
      rules,
      fallthrough: plain ?? { variant: variantOf(flag.fallthrough.serve ?? null) },
      confirm: ['OFF_VARIANT_ON'],
    },
  };
}

/** Our off variant: an enabled flag is stopped only by its prerequisites. */
function stoppedVariant({ enabled, offVariant, prereqFailVariant }: NeutralFlag): string | null {
  return enabled && prereqFailVariant !== undefined ? prereqFailVariant : offVariant;
}

interface Requirements {
  readonly prerequisites: PrerequisiteInput[];
  readonly guard: RuleInput[];
}

/** Prerequisites of the flag where all are of our form, else a first rule for those who lack them. */
function requirementsOf(converter: SuiteConverter, flag: NeutralFlag): Requirements {
  const conditions = (flag.prereqs ?? []).map((prerequisite) =>
    converter.prerequisite(prerequisite),
  );
  const plain = conditions.filter((condition) => 'flag' in condition) as PrerequisiteInput[];
  const parents = new Set(plain.map((prerequisite) => prerequisite.flag));
  if (plain.length === conditions.length && parents.size === plain.length) {
    return { prerequisites: plain, guard: [] };
  }
  const serve = { variant: converter.names.variant(flag, stoppedVariant(flag)) };
  return { prerequisites: [], guard: [{ conditions: [{ not: { all: conditions } }], serve }] };
}

function rulesOf(converter: SuiteConverter, flag: NeutralFlag, rule: NeutralRule): RuleInput[] {
  const variantOf = (name: string | null) => converter.names.variant(flag, name);
  const conditions = rule.when === true ? [] : [converter.condition(rule.when)];
  if (rule.split === undefined) {
    const id = rule.id === undefined ? {} : { id: rule.id.replace(/[^\w-]/g, '-').slice(0, 64) };
    return [{ ...id, conditions, serve: { variant: variantOf(rule.serve ?? null) } }];
  }
  const { missing, ...split } = rule.split;
  const rules = split.by.flatMap((by, index) => {
    const earlier = split.by.slice(0, index).map((other): Condition => ({ not: isPresent(other) }));
    const reached = [...conditions, isPresent(by), ...earlier];
    return splitRules({ ...split, by: [by] }, reached, variantOf);
  });
  const [first] = split.weights.filter(([, weight]) => weight > 0);
  if (missing !== 'random' || first === undefined) return rules;
  // Drawn anew at every question: any of the variants will do.
  const nobody = split.by.map((by): Condition => ({ not: isPresent(by) }));
  const drawn = { conditions: [...conditions, ...nobody], serve: { variant: variantOf(first[0]) } };
  return [...rules, drawn];
}

function splitRules(
  split: NeutralSplit,
  conditions: Condition[],
  variantOf: (name: string | null) => string | null,
): RuleInput[] {
  const { algo, salt, by, ranges, weights } = split;
  if (ranges === undefined) {
    const serve = plainSplit(split, variantOf);
    return serve === null ? [] : [{ conditions, serve }];
  }
  return ranges.map((range, index) => ({
    conditions,
    rollout: { ...shareOf({ algo, range }), seed: seedOf(algo, salt), ...(by[0] && { by: by[0] }) },
    serve: { variant: variantOf(weights[index]?.[0] ?? null) },
  }));
}

/** A split as ours where it has one attribute, no ranges, no draw, and weights that say something; else null. */
function plainSplit(
  { algo, salt, by, weights, ranges, missing }: NeutralSplit,
  variantOf: (name: string | null) => string | null,
): Extract<ServeInput, { split: unknown }> | null {
  const [attribute, ...others] = by;
  const sum = weights.reduce((total, [, weight]) => total + weight, 0);
  if (attribute === undefined || others.length > 0 || ranges || missing || sum <= 0) return null;
  const whole = weights.every(([, weight]) => Number.isInteger(weight)) && sum <= MAX_WEIGHT;
  const split = weights.map(([name, weight]) => ({
    variant: variantOf(name),
    weight: whole ? weight : Math.round((weight / sum) * MAX_WEIGHT),
  }));
  return { split, by: attribute, seed: seedOf(algo, salt) };
}
