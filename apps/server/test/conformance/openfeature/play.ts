import type { EvaluationContext, EvaluationDetails, FlagValue } from '@openfeature/core';
import type { Asked, Face, Level, SeenHook } from './face.js';
import { kindOf, valueOf } from './feature-values.js';

type Details = EvaluationDetails<FlagValue>;

const MEMBERS: Readonly<Record<string, keyof Details>> = {
  flag_key: 'flagKey',
  value: 'value',
  variant: 'variant',
  reason: 'reason',
  error_code: 'errorCode',
};

/** What one scenario has set, asked and heard so far on one SDK. */
export class Play {
  asked: Asked = { kind: 'boolean', key: 'boolean-flag', fallback: false };
  details: Details | null = null;
  readonly contexts: Partial<Record<Level, EvaluationContext>> = {};
  /** The context of the invocation as it was before. */
  untouched: EvaluationContext | null = null;
  readonly hooks: SeenHook[] = [];
  readonly heard: { readonly stage: string; readonly details?: Details }[] = [];
  readonly order: string[] = [];

  constructor(readonly face: Face) {}

  /** The last answer; throws where nothing was asked. */
  get result(): Details {
    if (this.details === null) throw new Error('nothing was asked yet');
    return this.details;
  }

  /** Asks with the contexts and hooks that were set. */
  async ask(asked: Asked = this.asked): Promise<void> {
    this.asked = asked;
    this.details = await this.face.ask(asked, this.contexts, this.hooks);
  }

  /** Asks for a flag of a type by its name in features. */
  askFor(name: string, key: string, fallback: string): Promise<void> {
    const kind = kindOf(name);
    return this.ask({ kind, key, fallback: valueOf(kind, fallback) });
  }

  /** Expects the members of an object: two that are named, and a number of 100. */
  expectFields(names: readonly string[]): void {
    const [a = '', b = '', c = '', first, second] = names;
    const value = this.result.value as Record<string, unknown>;
    expect([String(value[a]), value[b], value[c]]).toEqual([first, second, 100]);
  }

  /** Adds an entry to the context of a level. */
  add(level: Level, key: string, value: string): void {
    this.contexts[level] = { ...this.contexts[level], [key]: value };
  }

  /** A hook that notes what it hears. */
  listener(): SeenHook {
    const hear = (stage: string) => (_context: unknown, details?: unknown) => {
      this.heard.push({ stage, details: details as Details });
      return undefined;
    };
    return {
      before: hear('before'),
      after: hear('after'),
      error: hear('error'),
      finally: hear('finally'),
    };
  }

  /** A hook that notes in which order it is called among others. */
  ordered(name: string): SeenHook {
    return {
      before: () => void this.order.push(`before ${name}`),
      after: () => void this.order.push(`after ${name}`),
    };
  }

  /** Expects the members of the details that a stage of a hook has heard. */
  expectHeard(stage: string, rows: readonly (readonly string[])[]): void {
    const details = this.heard.find((one) => one.stage === stage)?.details;
    for (const [type = '', name = '', value = ''] of rows) {
      const wanted = value === 'null' ? undefined : valueOf(kindOf(type), value);
      expect(details?.[MEMBERS[name] ?? 'value']).toEqual(wanted);
    }
  }
}
