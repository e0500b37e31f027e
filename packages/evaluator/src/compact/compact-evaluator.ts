import { isRecord } from '../wire.js';
import {
  flagOf,
  type CompactFlag,
  type CompactRule,
  type FlagParts,
  type RuleMatch,
} from './flag-of.js';
import { segmentOf, type CompactSegment } from './segment-of.js';
import { entriesOf, has } from './reading.js';
import { MISSING, type Verdict } from './verdict.js';
import { QuestionEnd, type Inquiry } from './inquiry.js';
import type { Context, LocalState, OverlayState } from '../evaluator.js';
import type { EvaluationDetail, Reason } from '../detail.js';
import type { FlagType } from '../snapshot.js';
import type { Vocabulary } from './operators.js';

/** Parent evaluations that one question may take (evaluation.md §3.5). */
const PARENT_LIMIT = 1000;

/** Unknown keys remembered: keys come from callers, memory must not. */
const MOST_UNKNOWN = 200;

/** How often a flag was decided in one way; `verdict` null: no such flag. */
export interface Count {
  readonly key: string;
  readonly verdict: Verdict | null;
  count: number;
}

/**
 * Asks the flags of a snapshot by the rules of evaluation.md, in as little code as they take: the
 * evaluator of pages, which load it before anything else. {@link CompiledEvaluator} is the same in
 * as little time.
 */
export class CompactEvaluator {
  revision: number;
  protected flags: Map<string, unknown>;
  protected segments: Map<string, unknown>;
  protected stored: boolean;
  protected compiledFlags = new Map<string, CompactFlag>();
  protected compiledSegments = new Map<string, CompactSegment>();
  /** Decisions since they were last taken; null while nothing is counted. */
  counts: Map<string, Count> | null = null;
  protected local: LocalState = {};
  protected overlay: OverlayState;

  constructor(
    snapshot: unknown,
    readonly vocabulary: Vocabulary,
  ) {
    const wire = isRecord(snapshot) ? snapshot : {};
    const { revision, overrides } = wire;
    this.revision = Number.isSafeInteger(revision) ? (revision as number) : 0;
    this.stored = wire.shutdown === true;
    this.overlay = { shutdown: false, overrides: overrides as OverlayState['overrides'] };
    this.flags = new Map(entriesOf(wire.flags));
    this.segments = new Map(entriesOf(wire.segments));
  }

  isEnabled(key: string, context: Context, now: number, fallback = false): boolean {
    const verdict = this.#answer(key, context, now);
    return verdict === null ? fallback : verdict.enabled || (fallback && verdict.variant === null);
  }

  evaluate(key: string, context: Context, now: number): EvaluationDetail {
    const { variant, reason, more } = this.#answer(key, context, now) ?? MISSING;
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

  setLocal(local: LocalState): void {
    this.local = local;
  }

  setOverlay(overlay: OverlayState): void {
    this.overlay = overlay;
  }

  countDecisions(on: boolean): void {
    this.counts = on ? (this.counts ?? new Map<string, Count>()) : null;
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
    let flag = this.compiledFlags.get(key);
    if (flag === undefined && this.flags.has(key)) {
      flag = flagOf(key, this.flags.get(key), this.vocabulary);
      this.compiledFlags.set(key, flag);
    }
    return flag;
  }

  /** A question about nobody's answers yet. */
  protected inquire(context: unknown, now: number): Inquiry {
    const path: string[] = [];
    let asked = 0;
    const inquiry: Inquiry = {
      context: isRecord(context) || Array.isArray(context) ? (context as Context) : {},
      now,
      bucket: 0,
      segment: (key) => this.#segmentOf(key),
      parent: (key) => {
        if (++asked > PARENT_LIMIT) throw new QuestionEnd('GENERAL');
        return this.decide(key, inquiry);
      },
      path,
    };
    return inquiry;
  }

  /** The verdict on a flag, by the order of evaluation.md §3. */
  protected decide(key: string, inquiry: Inquiry): Verdict {
    const flag = this.flagOf(key);
    if (flag === undefined) return MISSING;
    const stopped = this.settled(key, flag);
    if (stopped !== null || flag.parts === null) return stopped ?? MISSING;
    if (inquiry.path.includes(key)) throw new QuestionEnd('PREREQUISITE_CYCLE');
    inquiry.path.push(key);
    const verdict =
      this.blocked(flag, flag.parts, inquiry) ?? this.#decideParts(flag, flag.parts, inquiry);
    inquiry.path.pop();
    return verdict;
  }

  /** The verdict where neither context nor time nor parents matter, else null. */
  protected settled(key: string, flag: CompactFlag): Verdict | null {
    const { parts } = flag;
    if (parts === null) return verdictOf(flag, flag.off, 'ERROR', { errorCode: 'GENERAL' });
    const shutdown = this.stored || this.overlay.shutdown || this.local.shutdown === true;
    if (shutdown && !parts.keep) return verdictOf(flag, flag.off, 'SHUTDOWN');
    const local = ownOf(this.local.overrides, key);
    if (local !== undefined && has(flag.variants, local.variant))
      return verdictOf(flag, local.variant, 'OVERRIDE', { override: local.source });
    const server = ownOf(this.overlay.overrides, key);
    if (typeof server === 'string' && has(flag.variants, server))
      return verdictOf(flag, server, 'OVERRIDE', { override: 'server' });
    return parts.enabled ? null : verdictOf(flag, flag.off, 'DISABLED');
  }

  /** The verdict where a prerequisite fails, else null. */
  protected blocked(flag: CompactFlag, parts: FlagParts, inquiry: Inquiry): Verdict | null {
    const failed = parts.prerequisites.find(
      (requirement) => !requirement.isMetBy(inquiry.parent(requirement.flag)),
    );
    if (failed === undefined) return null;
    return verdictOf(flag, flag.off, 'PREREQUISITE_FAILED', { prerequisite: failed.flag });
  }

  /** The verdict of the rule at `index`; null where it does not decide. */
  protected ruled(
    flag: CompactFlag,
    rule: CompactRule,
    index: number,
    inquiry: Inquiry,
  ): Verdict | null {
    const { id, match } = rule;
    if (match === null || !this.reaches(match, inquiry)) return null;
    const passed = match.gate(inquiry);
    const variant = passed === false ? undefined : match.pick(inquiry);
    if (variant === undefined) return null;
    const isBucketed = passed === true;
    return verdictOf(flag, variant, match.split || isBucketed ? 'SPLIT' : 'TARGETING_MATCH', {
      ...(id !== null && { ruleId: id }),
      ruleIndex: index,
      ...(isBucketed && { bucket: inquiry.bucket }),
    });
  }

  /** Whether the conditions of a rule hold and nothing in it is unknown. */
  protected reaches(match: RuleMatch, inquiry: Inquiry): boolean {
    for (const key of match.segments) if (this.#segmentOf(key) === null) return false;
    return match.holds(inquiry);
  }

  #decideParts(flag: CompactFlag, parts: FlagParts, inquiry: Inquiry): Verdict {
    const target = parts.targets.find(({ holds }) => holds(inquiry));
    if (target !== undefined) return verdictOf(flag, target.variant, 'TARGETING_MATCH');
    for (const [index, rule] of parts.rules.entries()) {
      const verdict = this.ruled(flag, rule, index, inquiry);
      if (verdict !== null) return verdict;
    }
    const { pick, split } = parts.fallthrough;
    const variant = pick(inquiry);
    if (variant === undefined)
      return verdictOf(flag, flag.off, 'ERROR', { errorCode: 'TARGETING_KEY_MISSING' });
    const { prerequisites, targets, rules } = parts;
    const isStatic = prerequisites.length + targets.length + rules.length === 0;
    return verdictOf(flag, variant, split ? 'SPLIT' : isStatic ? 'STATIC' : 'DEFAULT');
  }

  /** Null for a flag that may not be asked for. */
  #answer(key: string, context: unknown, now: number): Verdict | null {
    const verdict = this.#isVisible(key) ? this.#guarded(key, context, now) : null;
    this.#count(key, verdict);
    return verdict;
  }

  /** Never throws, whatever a getter of the context does. */
  #guarded(key: string, context: unknown, now: number): Verdict {
    try {
      return this.decide(key, this.inquire(context, now));
    } catch (end) {
      const flag = this.flagOf(key);
      const errorCode = end instanceof QuestionEnd ? end.errorCode : 'GENERAL';
      return flag === undefined ? MISSING : verdictOf(flag, flag.off, 'ERROR', { errorCode });
    }
  }

  #count(key: string, verdict: Verdict | null): void {
    const { counts } = this;
    if (counts === null) return;
    const id = `${verdict?.reason} ${verdict?.variant} ${key}`;
    const known = counts.get(id);
    if (known !== undefined) known.count++;
    else if (verdict !== null || counts.size < MOST_UNKNOWN)
      counts.set(id, { key, verdict, count: 1 });
  }

  #isVisible(key: string): boolean {
    const wire = this.flags.get(key);
    return this.flags.has(key) && !(isRecord(wire) && wire.hidden === true);
  }

  #segmentOf(key: string): CompactSegment | undefined {
    let segment = this.compiledSegments.get(key);
    if (segment === undefined && this.segments.has(key)) {
      segment = segmentOf(this.segments.get(key), this.vocabulary);
      this.compiledSegments.set(key, segment);
    }
    return segment;
  }
}

function ownOf<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return isRecord(record) && has(record, key) ? record[key] : undefined;
}

function verdictOf(
  flag: CompactFlag,
  variant: string | null,
  reason: Reason,
  more: Verdict['more'] = {},
): Verdict {
  const enabled =
    variant !== null &&
    (flag.type === 'boolean' ? flag.variants[variant] === true : variant !== flag.off);
  return { variant, reason, enabled, unusable: flag.parts === null, more };
}
