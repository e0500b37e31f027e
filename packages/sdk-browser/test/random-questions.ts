/** Numbers in [0, 1) that are the same for the same seed, by mulberry32. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A flag to create through the admin API, and its settings in one environment. */
export interface RandomFlag {
  readonly definition: { readonly key: string; readonly [field: string]: unknown };
  readonly settings: object;
}

const ATTRIBUTES: Readonly<Record<string, readonly unknown[]>> = {
  plan: ['pro', 'PRO', 'free', '', 'π', 'é', 7, true, null, ['free', 'pro']],
  age: [17, 18, 18.5, '18', -0, 1e21],
  version: ['1.2.3', 'v1.2', '2.0.0-rc.1', '1', 'x', 2],
  ip: ['10.0.0.7', '10.1.0.7', '::1', '::ffff:10.0.0.7', 'no'],
  since: [
    '2020-01-01T00:00:00Z',
    '2030-01-01T00:00:00+02:00',
    1_600_000_000_000,
    '2020-02-30T00:00:00Z',
  ],
  mail: ['a@x.example', 'B@X.EXAMPLE', 'c@y.example'],
};

const OPERANDS: readonly (readonly [string, string, readonly unknown[]])[] = [
  ['plan', 'in', ['pro', 7]],
  ['plan', 'in', ['π', 'free']],
  ['plan', 'contains', ['r']],
  ['mail', 'endsWith', ['@x.example']],
  ['mail', 'startsWith', ['a', 'b']],
  ['mail', 'matches', ['^[ab]@[a-z]+\\.example$']],
  ['age', 'gte', [18]],
  ['age', 'lt', [18]],
  ['version', 'semverGte', ['1.2.0']],
  ['version', 'semverCaret', ['1.1.0']],
  ['ip', 'inCidr', ['10.0.0.0/16', '::/127']],
  ['since', 'before', ['2025-01-01T00:00:00Z']],
  ['since', 'after', ['2025-01-01T00:00:00Z']],
  ['team.lead.id', 'in', ['user-3', 'user-4']],
];

const TEXT_OPERATORS = new Set(['in', 'contains', 'endsWith', 'startsWith', 'matches']);
const YEAR_MS = 365 * 86_400_000;

/** Flags and contexts drawn from one seed: every type, operator, kind of rollout and kind of parent. */
export class RandomQuestions {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  /** `count` flags; the parents of each are among those before it. */
  flags(count: number): RandomFlag[] {
    const parents: string[] = [];
    return Array.from({ length: count }, (_, index) => {
      const flag = this.#flag(`same.${index}`, parents);
      parents.push(flag.definition.key);
      return flag;
    });
  }

  /** A context, as a program would send it: with and without id, attributes of wrong types among them. */
  context(): Record<string, unknown> {
    const context: Record<string, unknown> = {};
    if (this.#random() < 0.9)
      context.id = this.#pick(['user-', 'пользователь-', '😀']) + this.#below(500);
    for (const [name, values] of Object.entries(ATTRIBUTES))
      if (this.#random() < 0.7) context[name] = this.#pick(values);
    if (this.#random() < 0.5) context.team = { lead: { id: `user-${this.#below(6)}` } };
    if (this.#random() < 0.5) context.company = this.#pick(['acme', 42, '']);
    return context;
  }

  #flag(key: string, parents: readonly string[]): RandomFlag {
    const type = this.#pick(['boolean', 'boolean', 'string', 'number', 'json'] as const);
    const variants = VARIANTS[type];
    const names = Object.keys(variants);
    const parent = this.#random() < 0.3 && parents.length > 0 ? [this.#parent(parents)] : [];
    return {
      definition: {
        key,
        type,
        clientVisible: true,
        prerequisites: parent,
        ...(type !== 'boolean' && { variants }),
      },
      settings: {
        enabled: this.#random() < 0.9,
        offVariant: this.#offVariant(names),
        targets:
          this.#random() < 0.3 ? [{ variant: names[0], ids: ['user-1', 'user-2', '😀3'] }] : [],
        rules: Array.from({ length: this.#below(4) }, (_, rule) =>
          this.#rule(rule, names, parents),
        ),
        fallthrough: this.#serve(names),
      },
    };
  }

  #offVariant(names: readonly string[]): string | null {
    return this.#random() < 0.2 ? null : names.at(-1)!;
  }

  #rule(index: number, names: readonly string[], parents: readonly string[]): object {
    const conditions = Array.from({ length: this.#below(3) }, () => this.#condition(parents, 2));
    const rollout = this.#random() < 0.6 ? { rollout: this.#rollout() } : {};
    return { id: `r${index}`, conditions, ...rollout, serve: this.#serve(names) };
  }

  #rollout(): object {
    const by = this.#random() < 0.3 ? { by: this.#pick(['company', 'team.lead.id']) } : {};
    if (this.#random() < 0.6)
      return { ...by, percentage: this.#pick([0, 0.001, 12.5, 33.333, 50, 99.999, 100]) };
    // So slow a ramp that a run of this test sees one percentage, at whatever time it runs.
    const from = Date.UTC(2000 + this.#below(20), 0);
    const at = (years: number) => new Date(from + years * YEAR_MS).toISOString();
    const steps = [
      { at: at(0), percentage: this.#below(30) },
      { at: at(400), percentage: 30 + this.#below(70) },
    ];
    return { ...by, schedule: { curve: this.#pick(['step', 'linear']), steps } };
  }

  #condition(parents: readonly string[], depth: number): object {
    const roll = this.#random();
    const inner = () => this.#condition(parents, depth - 1);
    if (depth > 0 && roll < 0.1) return { not: inner() };
    if (depth > 0 && roll < 0.2) return { any: [inner(), inner()] };
    if (depth > 0 && roll < 0.3) return { all: [inner(), inner()] };
    if (roll < 0.4 && parents.length > 0) return this.#parent(parents);
    if (roll < 0.45) return { attribute: 'plan', operator: 'exists' };
    const [attribute, operator, values] = this.#pick(OPERANDS);
    const folded = TEXT_OPERATORS.has(operator) && this.#random() < 0.3;
    const negated = this.#random() < 0.3;
    return {
      attribute,
      operator,
      values,
      ...(folded && { caseInsensitive: true }),
      ...(negated && { negate: true }),
    };
  }

  #parent(parents: readonly string[]): object {
    return { flag: this.#pick(parents), state: this.#pick(['on', 'off']) };
  }

  #serve(names: readonly string[]): object {
    if (this.#random() < 0.6) return { variant: this.#random() < 0.1 ? null : this.#pick(names) };
    const by = this.#random() < 0.2 ? { by: 'company' } : {};
    return { split: names.map((variant) => ({ variant, weight: 1 + this.#below(9) })), ...by };
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #pick<T>(values: readonly T[]): T {
    return values[this.#below(values.length)]!;
  }
}

const VARIANTS = {
  boolean: { on: true, off: false },
  string: { a: 'A', ü: 'Ü', empty: '' },
  number: { one: 1, half: 0.5, none: 0 },
  json: { map: { x: [1] }, list: [], nothing: null },
} as const;
