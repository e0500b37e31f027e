import type { EvaluationContext, EvaluationDetails, FlagValue } from '@openfeature/core';
import type { Asked, Face, FlagKind, Level, SeenHook, Standing } from './face.js';
import type { Scenario } from './scenarios.js';

type Details = EvaluationDetails<FlagValue>;
type Step = (match: readonly string[], table: readonly string[][]) => unknown;

const KINDS: Readonly<Record<string, FlagKind>> = {
  boolean: 'boolean',
  string: 'string',
  integer: 'number',
  float: 'number',
  object: 'object',
};
const MEMBERS: Readonly<Record<string, keyof Details>> = {
  flag_key: 'flagKey',
  value: 'value',
  variant: 'variant',
  reason: 'reason',
  error_code: 'errorCode',
};

function kindOf(name: string): FlagKind {
  const kind = KINDS[name.toLowerCase()];
  if (kind === undefined) throw new Error(`no type of this name: ${name}`);
  return kind;
}

function valueOf(kind: FlagKind, text: string): FlagValue {
  if (kind === 'boolean') return text === 'true';
  if (kind === 'number') return Number(text);
  if (kind === 'string') return text;
  return JSON.parse(text.replaceAll('\\"', '"')) as FlagValue;
}

/** Plays one scenario on one SDK. */
export class Play {
  #asked: Asked = { kind: 'boolean', key: 'boolean-flag', fallback: false };
  #details: Details | null = null;
  readonly #contexts: Partial<Record<Level, EvaluationContext>> = {};
  #untouched: EvaluationContext | null = null;
  readonly #hooks: SeenHook[] = [];
  readonly #heard: { readonly stage: string; readonly details?: Details }[] = [];
  readonly #order: string[] = [];

  constructor(private readonly face: Face) {}

  async run({ steps }: Scenario): Promise<void> {
    for (const { text, table } of steps) {
      const found = this.#steps.find(([pattern]) => pattern.test(text));
      if (found === undefined) throw new Error(`nobody knows how to: ${text}`);
      await found[1]((found[0].exec(text) ?? []).slice(1), table);
    }
  }

  get #result(): Details {
    if (this.#details === null) throw new Error('nothing was asked yet');
    return this.#details;
  }

  async #ask(asked: Asked = this.#asked): Promise<void> {
    this.#asked = asked;
    this.#details = await this.face.ask(asked, this.#contexts, this.#hooks);
  }

  #askFor(name: string, key: string, fallback: string): Promise<void> {
    const kind = kindOf(name);
    return this.#ask({ kind, key, fallback: valueOf(kind, fallback) });
  }

  #expectFields(names: readonly string[]): void {
    const [a = '', b = '', c = '', first, second] = names;
    const value = this.#result.value as Record<string, unknown>;
    expect([String(value[a]), value[b], value[c]]).toEqual([first, second, 100]);
  }

  #add(level: Level, key: string, value: string): void {
    this.#contexts[level] = { ...this.#contexts[level], [key]: value };
  }

  readonly #context: Record<string, (value: string) => EvaluationContext[string]> = {
    String: (value) => value,
    Integer: Number,
    Float: Number,
    Boolean: (value) => value === 'true',
  };

  readonly #steps: readonly (readonly [RegExp, Step])[] = [
    [
      /^an? (stable|not ready|error|fatal|stale) provider$/,
      ([standing]) => this.face.provide(standing as Standing),
    ],
    [
      /^a stable provider with retrievable context is registered$/,
      () => this.face.provide('stable'),
    ],
    [
      /^an? (\w+)-flag with key "(.*?)" and a fallback value "(.*)"$/,
      ([type = '', key = '', fallback = '']) => {
        const kind = kindOf(type);
        this.#asked = { kind, key, fallback: valueOf(kind, fallback) };
      },
    ],
    [
      /^a context containing a key "(.*?)", with type "(.*?)" and with value "(.*)"$/,
      ([key = '', type = '', value = '']) => {
        this.#contexts.Invocation = {
          ...this.#contexts.Invocation,
          [key]: this.#context[type]?.(value) ?? null,
        };
      },
    ],
    [
      /^a context containing a key "(.*?)" with null value$/,
      ([key = '']) => {
        this.#contexts.Invocation = { [key]: null };
      },
    ],
    [
      /^the flag was evaluated with details(?: asynchronously| using the evaluation options)?$/,
      () => this.#ask(),
    ],
    [
      /^the resolved details value should be "(.*)"$/,
      ([value = '']) => {
        expect(this.#result.value).toEqual(valueOf(this.#asked.kind, value));
      },
    ],
    [/^the reason should be "(.*)"$/, ([reason]) => expect(this.#result.reason).toBe(reason)],
    [/^the error-code should be "(.*)"$/, ([code]) => expect(this.#result.errorCode).toBe(code)],
    [/^the flag key should be "(.*)"$/, ([key]) => expect(this.#result.flagKey).toBe(key)],
    [
      /^the variant should be "([^"]*)"$/,
      ([variant]) => expect(this.#result.variant).toBe(variant),
    ],
    [/^the provider status should be "(.*)"$/, ([status]) => expect(this.face.status).toBe(status)],
    [
      /^the evaluation should complete without blocking$/,
      () => expect(this.#result.flagKey).toBe(this.#asked.key),
    ],
    // Metadata
    [
      /^the resolved metadata should contain$/,
      (_, [, ...rows]) => {
        for (const [key = '', type = '', value = ''] of rows)
          expect(this.#result.flagMetadata[key]).toBe(valueOf(kindOf(type), value));
      },
    ],
    [/^the resolved metadata is empty$/, () => expect(this.#result.flagMetadata).toEqual({})],
    // Immutability
    [
      /^an evaluation context with modifiable data$/,
      () => {
        const context = { since: new Date(0), nested: { list: [1, 2] } };
        this.#contexts.Invocation = context;
        this.#untouched = structuredClone(context);
      },
    ],
    [
      /^the original evaluation context should remain unmodified$/,
      () => {
        expect(this.#contexts.Invocation).toEqual(this.#untouched);
      },
    ],
    [
      /^the evaluation details should be immutable$/,
      () => expect(Object.isFrozen(this.#result.flagMetadata)).toBe(true),
    ],
    // Hooks
    [/^a client with added hook$/, () => this.face.addHook(this.#listener())],
    [
      /^the "(.*)" hook should have been executed$/,
      ([stage]) => {
        expect(this.#heard.map((one) => one.stage)).toContain(stage);
      },
    ],
    [
      /^the "(.*)" hooks should be called with evaluation details$/,
      ([stages = ''], [, ...rows]) => {
        for (const stage of stages.split(', ')) this.#expectHeard(stage, rows);
      },
    ],
    [
      /^evaluation options containing specific hooks$/,
      () => {
        this.#hooks.push(...['first', 'second'].map((name) => this.#ordered(name)));
      },
    ],
    [
      /^the specified hooks should execute during evaluation$/,
      () => expect(this.#order).not.toEqual([]),
    ],
    [
      /^the hook order should be maintained$/,
      () => {
        expect(this.#order).toEqual([
          'before first',
          'before second',
          'after second',
          'after first',
        ]);
      },
    ],
    // Context merging
    [
      /^A context entry with key "(.*?)" and value "(.*?)" is added to the "(.*?)" level$/,
      ([key = '', value = '', level]) => this.#add(level as Level, key, value),
    ],
    [/^A table with levels of increasing precedence$/, () => undefined],
    [
      /^Context entries for each level from API level down to the "(.*?)" level, with key "(.*?)" and value "(.*?)"$/,
      ([lowest, key = '']) => {
        const { levels } = this.face;
        for (const level of levels.slice(0, levels.indexOf(lowest as Level) + 1))
          this.#add(level, key, level);
      },
    ],
    [/^Some flag was evaluated$/, () => this.#ask()],
    [
      /^The merged context contains an entry with key "(.*?)" and value "(.*?)"$/,
      ([key = '', value]) => {
        expect(this.face.seen[key]).toBe(value);
      },
    ],
    // The deprecated features
    [
      /^an? (\w+) flag with key "(.*?)" is evaluated with(?: details and)? default value "?(.*?)"?$/,
      ([type = '', key = '', fallback = '']) => this.#askFor(type, key, fallback),
    ],
    [
      /^an object flag with key "(.*?)" is evaluated with(?: details and)? a null default value$/,
      ([key = '']) => this.#askFor('object', key, 'null'),
    ],
    [
      /^the resolved \w+ (?:details )?value should be "?([^",]*)"?$/,
      ([value = '']) => expect(this.#result.value).toEqual(valueOf(this.#asked.kind, value)),
    ],
    [
      /^the resolved \w+ details value should be "?([^",]*)"?, the variant should be "(.*?)", and the reason should be "(.*?)"$/,
      ([value = '', variant, reason]) => {
        expect(this.#result).toMatchObject({
          value: valueOf(this.#asked.kind, value),
          variant,
          reason,
        });
      },
    ],
    [
      /^the resolved object (?:details )?value should be contain fields "(.*?)", "(.*?)", and "(.*?)", with values "(.*?)", "(.*?)" and 100, respectively$/,
      (fields) => this.#expectFields(fields),
    ],
    [
      /^the variant should be "(.*?)", and the reason should be "(.*?)"$/,
      ([variant, reason]) => expect(this.#result).toMatchObject({ variant, reason }),
    ],
    [
      /^context contains keys "(.*?)", "(.*?)", "(.*?)", "(.*?)" with values "(.*?)", "(.*?)", (\d+), "(.*?)"$/,
      ([fn = '', ln = '', age = '', customer = '', ...values]) => {
        const [name = '', surname = '', years, isCustomer] = values;
        this.#contexts.Invocation = {
          [fn]: name,
          [ln]: surname,
          [age]: Number(years),
          [customer]: isCustomer === 'true',
        };
      },
    ],
    [
      /^a flag with key "(.*?)" is evaluated with default value "(.*?)"$/,
      ([key = '', fallback = '']) => this.#askFor('string', key, fallback),
    ],
    [
      /^the resolved string response should be "(.*?)"$/,
      ([value]) => expect(this.#result.value).toBe(value),
    ],
    [
      /^the resolved flag value is "(.*?)" when the context is empty$/,
      async ([value]) => {
        delete this.#contexts.Invocation;
        await this.#ask();
        expect(this.#result.value).toBe(value);
      },
    ],
    [
      /^a non-existent (\w+) flag with key "(.*?)" is evaluated with details and a fallback value "(.*?)"$/,
      ([type = '', key = '', fallback = '']) => this.#askFor(type, key, fallback),
    ],
    [
      /^a string flag with key "(.*?)" is evaluated as an integer, with details and a fallback value (\d+)$/,
      ([key = '', fallback = '']) => this.#askFor('integer', key, fallback),
    ],
    [
      /^the default (?:string|integer) value should be returned$/,
      () => expect(this.#result.value).toBe(this.#asked.fallback),
    ],
    [
      /^the reason should indicate an error and the error code should indicate a (?:missing flag|type mismatch) with "(.*?)"$/,
      ([errorCode]) => {
        expect(this.#result).toMatchObject({ reason: 'ERROR', errorCode });
      },
    ],
  ];

  #listener(): SeenHook {
    const hear = (stage: string) => (_context: unknown, details?: unknown) => {
      this.#heard.push({ stage, details: details as Details });
      return undefined;
    };
    return {
      before: hear('before'),
      after: hear('after'),
      error: hear('error'),
      finally: hear('finally'),
    };
  }

  #ordered(name: string): SeenHook {
    return {
      before: () => void this.#order.push(`before ${name}`),
      after: () => void this.#order.push(`after ${name}`),
    };
  }

  #expectHeard(stage: string, rows: readonly (readonly string[])[]): void {
    const details = this.#heard.find((one) => one.stage === stage)?.details;
    for (const [type = '', name = '', value = ''] of rows) {
      const wanted = value === 'null' ? undefined : valueOf(kindOf(type), value);
      expect(details?.[MEMBERS[name] ?? 'value']).toEqual(wanted);
    }
  }
}
