import { isRecord } from '../wire.js';
import { flagOf, type CompactFlag, type CompactRule, type FlagParts } from './flag-of.js';
import { segmentOf, type CompactSegment } from './segment-of.js';
import { demand } from './demand.js';
import { has } from './reading.js';
import { MISSING, type Verdict } from './verdict.js';
import type { Inquiry } from './inquiry.js';
import type { Context, LocalState, OverlayState } from '../evaluator.js';
import type { EvaluationDetail, Reason } from '../detail.js';
import type { FlagType, Snapshot } from '../snapshot.js';
import type { Vocabulary } from './operators.js';

/** Parent evaluations that one question may take (evaluation.md §3.5). */
const PARENT_LIMIT = 1000;

/** Different results counted between two takings: keys come from callers, memory must not. */
const MOST_COUNTED = 10_000;

/**
 * Asks the flags of a snapshot by the rules of evaluation.md, in as little code as they take: the
 * evaluator of pages, which load it before anything else. {@link CompiledEvaluator} is the same in
 * as little time.
 */
export class CompactEvaluator {
  revision: number;
  /** JSON of `[key, variant, reason]`, null for those where nobody knows the key, to how often; null while nothing is counted. */
  counts: Map<string, number> | null = null;
  protected stored: boolean;
  protected readonly flags: Map<string, unknown>;
  protected readonly segments: Map<string, unknown>;
  protected readonly compiledFlags = new Map<string, CompactFlag>();
  protected readonly compiledSegments = new Map<string, CompactSegment>();
  protected local: LocalState = {};
  protected overlay: Partial<OverlayState>;

  constructor(
    { revision, shutdown, overrides, flags, segments }: Snapshot,
    readonly vocabulary: Vocabulary,
  ) {
    this.revision = revision;
    this.stored = shutdown;
    this.overlay = { overrides } as Partial<OverlayState>;
    this.flags = new Map(Object.entries(flags));
    this.segments = new Map(Object.entries(segments));
  }

  isEnabled(key: string, context: Context, now: number, fallback = false): boolean {
    const { enabled, variant } = this.#answer(key, context, now);
    return enabled || (fallback && variant === null);
  }

  evaluate(key: string, context: Context, now: number): EvaluationDetail {
    const { variant, reason, more } = this.#answer(key, context, now);
    const detail = { flag: key, reason, ...more };
    if (variant === null) return detail;
    return { ...detail, variant, value: this.flagOf(key)?.variants[variant] ?? null };
  }

  keys(): string[] {
    return [...this.flags.keys()].filter((key) => this.#isVisible(key));
  }

  /** A flag's wire form, hidden ones too. */
  wireOf(key: string): unknown {
    return this.flags.get(key);
  }

  typeOf(key: string): FlagType | undefined {
    return this.#isVisible(key) ? (this.flagOf(key)?.type ?? undefined) : undefined;
  }

  setOverlay(overlay: OverlayState): void {
    this.overlay = overlay;
  }

  withoutCounting<T>(ask: () => T): T {
    const { counts } = this;
    this.counts = null;
    try {
      return ask();
    } finally {
      this.counts = counts;
    }
  }

  protected flagOf(key: string): CompactFlag | undefined {
    return compiledIn(this.compiledFlags, this.flags, key, (wire) =>
      flagOf(key, wire, this.vocabulary),
    );
  }

  /** A question about somebody. */
  protected inquire(context: unknown, now: number): Inquiry {
    let asked = 0;
    const inquiry: Inquiry = {
      context: typeof context === 'object' && context !== null ? (context as Context) : {},
      now,
      bucket: 0,
      path: [],
      errorCode: 'GENERAL',
      segment: (key) =>
        compiledIn(this.compiledSegments, this.segments, key, (wire) =>
          segmentOf(wire, this.vocabulary),
        ),
      parent: (key) => {
        demand(++asked <= PARENT_LIMIT);
        return this.decide(key, inquiry);
      },
    };
    return inquiry;
  }

  /** The verdict on a flag, by the order of evaluation.md §3; throws where the question ends, for the reason left in the inquiry. */
  protected decide(key: string, inquiry: Inquiry, flag = this.flagOf(key)): Verdict {
    if (flag === undefined) return MISSING;
    const { parts, off, variants } = flag;
    if (parts === null) return verdictOf(flag, off, 'ERROR', { errorCode: 'GENERAL' });
    const { local, overlay } = this;
    if ((this.stored || overlay.shutdown || local.shutdown) && !parts.keep)
      return verdictOf(flag, off, 'SHUTDOWN');
    const served = { variant: ownOf(overlay.overrides, key), source: 'server' } as const;
    for (const { variant, source } of [ownOf(local.overrides, key) ?? served, served])
      if (typeof variant === 'string' && has(variants, variant))
        return verdictOf(flag, variant, 'OVERRIDE', { override: source });
    if (!parts.enabled) return verdictOf(flag, off, 'DISABLED');
    const { path } = inquiry;
    if (path.includes(key)) {
      inquiry.errorCode = 'PREREQUISITE_CYCLE';
      throw new Error();
    }
    path.push(key);
    const verdict = decideParts(flag, parts, inquiry);
    path.pop();
    return verdict;
  }

  /** {@link MISSING} for a flag that may not be asked for. Never throws, whatever a getter of the context does. */
  #answer(key: string, context: unknown, now: number): Verdict {
    const flag = this.#isVisible(key) ? this.flagOf(key) : undefined;
    let verdict = MISSING;
    if (flag !== undefined) {
      const inquiry = this.inquire(context, now);
      try {
        verdict = this.decide(key, inquiry);
      } catch {
        verdict = verdictOf(flag, flag.off, 'ERROR', { errorCode: inquiry.errorCode });
      }
    }
    const { counts } = this;
    if (counts !== null && typeof key === 'string') {
      const { variant, reason } = verdict;
      const id = JSON.stringify(verdict === MISSING ? [key] : [key, variant, reason]);
      if (counts.size < MOST_COUNTED || counts.has(id)) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return verdict;
  }

  #isVisible(key: string): boolean {
    const wire = this.flags.get(key) as { hidden?: unknown } | null | undefined;
    return this.flags.has(key) && wire?.hidden !== true;
  }
}

function decideParts(flag: CompactFlag, parts: FlagParts, inquiry: Inquiry): Verdict {
  const { prerequisites, targets, rules, fallthrough } = parts;
  for (const { flag: parent, isMetBy } of prerequisites)
    if (!isMetBy(inquiry.parent(parent)))
      return verdictOf(flag, flag.off, 'PREREQUISITE_FAILED', { prerequisite: parent });
  for (const { variant, holds } of targets)
    if (holds(inquiry)) return verdictOf(flag, variant, 'TARGETING_MATCH');
  for (const [index, rule] of rules.entries()) {
    const verdict = ruled(flag, rule, index, inquiry);
    if (verdict !== null) return verdict;
  }
  const variant = fallthrough.pick(inquiry);
  if (variant === undefined)
    return verdictOf(flag, flag.off, 'ERROR', { errorCode: 'TARGETING_KEY_MISSING' });
  const isStatic = prerequisites.length + targets.length + rules.length === 0;
  return verdictOf(flag, variant, fallthrough.split ? 'SPLIT' : isStatic ? 'STATIC' : 'DEFAULT');
}

/** The verdict of a rule; null where it does not decide. */
function ruled(
  flag: CompactFlag,
  { id, match }: CompactRule,
  ruleIndex: number,
  inquiry: Inquiry,
): Verdict | null {
  if (match === null || match.segments.some((key) => inquiry.segment(key) === null)) return null;
  const passed = match.holds(inquiry) && match.gate(inquiry);
  const variant = passed === false ? undefined : match.pick(inquiry);
  if (variant === undefined) return null;
  const isBucketed = passed === true;
  return verdictOf(flag, variant, match.split || isBucketed ? 'SPLIT' : 'TARGETING_MATCH', {
    ...(id !== null && { ruleId: id }),
    ruleIndex,
    ...(isBucketed && { bucket: inquiry.bucket }),
  });
}

function verdictOf(
  { type, variants, off, parts }: CompactFlag,
  variant: string | null,
  reason: Reason,
  more: Verdict['more'] = {},
): Verdict {
  const enabled =
    variant !== null && (type === 'boolean' ? variants[variant] === true : variant !== off);
  return { variant, reason, enabled, unusable: parts === null, more };
}

function ownOf<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return isRecord(record) && has(record, key) ? record[key] : undefined;
}

/** Compiles what stands under a key when it is first asked for. */
function compiledIn<T>(
  compiled: Map<string, T>,
  wires: ReadonlyMap<string, unknown>,
  key: string,
  compile: (wire: unknown) => T,
): T | undefined {
  if (wires.has(key) && !compiled.has(key)) compiled.set(key, compile(wires.get(key)));
  return compiled.get(key);
}
