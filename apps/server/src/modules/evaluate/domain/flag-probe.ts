import {
  compile,
  referencedFlags,
  referencedSegments,
  type Condition,
  type Context,
  type EvaluationDetail,
  type Evaluator,
  type Flag,
  type Json,
  type OverlayState,
  type Prerequisite,
  type Snapshot,
} from '@sluice/evaluator';

/** Keys that no flag can have. */
const PART = '?part';
const STANDING = '?standing';

const YES_OR_NO = {
  key: PART,
  version: 1,
  type: 'boolean',
  enabled: true,
  variants: { on: true, off: false },
  offVariant: 'off',
  prerequisites: [],
  targets: [],
  rules: [],
  fallthrough: { variant: 'off' },
  onShutdown: 'keep',
} as const satisfies Flag;

/** What is asked, about one flag, for one context, at one instant. */
export interface Inquiry {
  readonly snapshot: Snapshot;
  readonly overlay: OverlayState;
  readonly context: Context;
  readonly at: number;
}

/** Verdict on one part, with the error in which it ended. */
export interface Verdict {
  readonly holds: boolean;
  readonly errorCode?: string;
}

/** Asks the evaluator about parts of a flag: each is put alone into a flag of its own, beside the parents and segments it names. */
export class FlagProbe {
  readonly context: Context;
  readonly at: number;
  readonly flags: Readonly<Record<string, Flag>>;
  readonly #evaluator: Evaluator;

  constructor(
    { snapshot, overlay, context, at }: Inquiry,
    readonly flag: Flag,
  ) {
    this.context = context;
    this.at = at;
    this.flags = snapshot.flags;
    this.#evaluator = compile(closure(snapshot, flag));
    const { overrides } = overlay;
    const own = Object.hasOwn(overrides, flag.key) ? overrides[flag.key] : undefined;
    this.#evaluator.setOverlay({
      shutdown: overlay.shutdown,
      overrides: { ...overrides, ...(own !== undefined && { [STANDING]: own }) },
    });
  }

  /** The flag itself with some of its parts exchanged, overrides aside. */
  partly(parts: Partial<Flag>): EvaluationDetail<Json> {
    return this.#ask({ ...this.flag, ...parts, key: PART });
  }

  /** What shutdown, override and the switch say of it, without anything of its own to ask. */
  standing(): EvaluationDetail<Json> {
    return this.#ask({ ...this.flag, ...BARE, key: STANDING });
  }

  /** Whether these conditions and this gate let the context in, standing alone. */
  admits(rule: Pick<Flag['rules'][number], 'conditions' | 'rollout'>): Verdict {
    const serve = { variant: 'on' };
    const detail = this.#ask({ ...YES_OR_NO, rules: [{ ...rule, id: 'r', serve }] });
    return verdict(detail, detail.ruleIndex === 0);
  }

  /** Whether one condition holds, standing alone. */
  holds(condition: Condition): Verdict {
    return this.admits({ conditions: [condition] });
  }

  /** Whether one prerequisite is met, standing alone. */
  isMet(prerequisite: Prerequisite): Verdict {
    const serve = { variant: 'on' };
    const parts = { prerequisites: [prerequisite], fallthrough: serve };
    const detail = this.#ask({ ...YES_OR_NO, ...parts });
    return verdict(detail, detail.variant === 'on');
  }

  /** What another flag answers; undefined where there is none. */
  answerOf(key: string): (EvaluationDetail<Json> & { readonly enabled: boolean }) | undefined {
    if (!Object.hasOwn(this.flags, key)) return undefined;
    const detail = this.#evaluator.evaluate(key, this.context, this.at);
    return { ...detail, enabled: this.#evaluator.isEnabled(key, this.context, this.at) };
  }

  #ask(put: Flag): EvaluationDetail<Json> {
    this.#evaluator.apply([{ put: { ...put, hidden: false } }]);
    return this.#evaluator.evaluate(put.key, this.context, this.at);
  }
}

/** A flag without parents, targets and rules. */
const BARE = { prerequisites: [], targets: [], rules: [] } as const;

function verdict({ errorCode }: EvaluationDetail<Json>, holds: boolean): Verdict {
  return { holds, ...(errorCode !== undefined && { errorCode }) };
}

/** The snapshot with only the flag, what it names at any distance, and none hidden. */
function closure(snapshot: Snapshot, flag: Flag): Snapshot {
  const flags = new Map<string, Flag>();
  const segments = new Map<string, Snapshot['segments'][string]>();
  const pending = [flag.key];
  for (let key = pending.pop(); key !== undefined; key = pending.pop()) {
    const found = Object.hasOwn(snapshot.flags, key) ? snapshot.flags[key] : undefined;
    if (found === undefined || flags.has(key)) continue;
    flags.set(key, { ...found, hidden: false });
    pending.push(...referencedFlags(found));
    for (const name of referencedSegments(found)) {
      const segment = Object.hasOwn(snapshot.segments, name) ? snapshot.segments[name] : undefined;
      if (segment !== undefined) segments.set(name, segment);
    }
  }
  return {
    ...snapshot,
    flags: Object.fromEntries(flags),
    segments: Object.fromEntries(segments),
  };
}
