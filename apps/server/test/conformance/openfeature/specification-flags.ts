import type { Condition, Json } from '@sluice/evaluator';
import type { CreateFlag, UpdateFlagConfig } from '@sluice/protocol';

/** A flag of the specification's `test-flags.json`. */
export interface SpecificationFlag {
  readonly variants: Readonly<Record<string, Json>>;
  readonly defaultVariant?: string | null;
  readonly disabled?: boolean;
  readonly flagMetadata?: Readonly<Record<string, string | number | boolean>> | null;
  readonly contextEvaluator?: string;
}

/** A flag as our API takes it. */
export interface FlagBodies {
  readonly definition: CreateFlag;
  readonly config: UpdateFlagConfig;
}

/** The one flag that the features ask for and the file does not hold. */
export const CONTEXT_AWARE: SpecificationFlag = {
  variants: { internal: 'INTERNAL', external: 'EXTERNAL' },
  defaultVariant: 'external',
  contextEvaluator:
    "fn == 'Sulisław' && ln == 'Świętopełk' && age > 28 && !customer ? 'internal' : ''",
};

/** Our form of a flag of the specification; a boolean one whose variants have other names than ours is a json flag. */
export function convertSpecificationFlag(key: string, flag: SpecificationFlag): FlagBodies {
  const names = Object.keys(flag.variants);
  const values = Object.values(flag.variants);
  const plain = names.every((name) => name === 'on' || name === 'off');
  const kind = typeof values[0];
  const type =
    kind === 'boolean' && plain ? kind : kind === 'string' || kind === 'number' ? kind : 'json';
  return {
    definition: {
      key,
      type,
      clientVisible: true,
      ...(type !== 'boolean' && { variants: flag.variants }),
      ...(flag.flagMetadata && { metadata: flag.flagMetadata }),
    },
    config: {
      enabled: flag.disabled !== true,
      offVariant: null,
      rules: flag.contextEvaluator === undefined ? [] : [ruleOf(flag.contextEvaluator)],
      fallthrough: { variant: flag.defaultVariant ?? null },
    },
  };
}

function ruleOf(expression: string): { conditions: Condition[]; serve: { variant: string } } {
  const [, terms = '', variant = ''] = /^(.*) \? '([^']*)' : ''$/.exec(expression) ?? [];
  if (variant === '') throw new Error(`no rule says what this does: ${expression}`);
  return { conditions: terms.split(' && ').map(conditionOf), serve: { variant } };
}

function conditionOf(term: string): Condition {
  const [, not] = /^!(\w+)$/.exec(term) ?? [];
  if (not !== undefined) return { attribute: not, operator: 'in', values: [false] };
  const [, attribute = '', sign, text, number] =
    /^(\w+) (==|>) (?:'([^']*)'|(\d+))$/.exec(term) ?? [];
  if (attribute === '') throw new Error(`no condition says what this does: ${term}`);
  if (sign === '>') return { attribute, operator: 'gt', values: [Number(number)] };
  return { attribute, operator: 'in', values: [text ?? Number(number)] };
}
