import { armIn } from './arm.js';
import { answer } from './decide.js';
import { detailOf, notFound } from './detail-of.js';
import { FlagRegistry } from './flag-registry.js';
import { Question } from './question.js';
import { nextInstant } from './next-instant.js';
import { Tally, type TallyVisitor } from './tally.js';
import { affectedKeys } from './affected-keys.js';
import { scheduledKeys } from './scheduled-keys.js';
import { isPlain } from './attribute.js';
import type { Arm, Context, Evaluator, LocalState, OverlayState } from './evaluator.js';
import type { Change } from './change.js';
import type { EvaluationDetail } from './detail.js';
import type { FlagNode } from './flag-node.js';
import type { Outcome } from './outcome.js';
import type { FlagType } from './snapshot.js';

/** Asks the flags of a registry; every method of {@link Evaluator} but compiling. */
export class CompiledEvaluator implements Evaluator {
  readonly #registry: FlagRegistry;
  readonly #visible: ReadonlyMap<string, FlagNode>;
  #question = new Question();
  #tally: Tally | null = null;

  constructor(snapshot: unknown, local: unknown) {
    this.#registry = new FlagRegistry(snapshot, local);
    this.#visible = this.#registry.visible;
  }

  get revision(): number {
    return this.#registry.revision;
  }

  isEnabled(key: string, context: Context, now: number, fallback = false): boolean {
    const node = this.#visible.get(key);
    const tally = this.#tally;
    if (node === undefined) {
      tally?.countUnknown(key);
      return fallback;
    }
    const outcome = node.settled ?? this.#answer(node, context, now, this.#free());
    if (tally !== null) tally.count(node, outcome);
    return outcome.enabled === true || (fallback && outcome.variant === null);
  }

  evaluate(key: string, context: Context, now: number): EvaluationDetail {
    const node = this.#visible.get(key);
    const tally = this.#tally;
    if (node?.flag == null) {
      tally?.countUnknown(key);
      return notFound(key);
    }
    const question = this.#free();
    const outcome = node.settled ?? this.#answer(node, context, now, question);
    if (tally !== null) tally.count(node, outcome);
    return detailOf(node.flag, key, outcome, question.hash);
  }

  armOf(key: string, ruleId: string, context: Context, now: number): Arm | null {
    const node = this.#visible.get(key);
    if (node === undefined) return null;
    const question = this.#free();
    try {
      const asked = subject(context);
      question.busy = true;
      question.begin();
      question.now = now;
      question.plain = isPlain(asked);
      return armIn(node, ruleId, asked, question);
    } catch {
      return null;
    } finally {
      question.busy = false;
    }
  }

  apply(changes: readonly Change[], revision?: number): void {
    this.#registry.apply(changes, revision);
  }

  setLocal(local: LocalState): void {
    this.#registry.setLocal(local);
  }

  setOverlay(overlay: OverlayState): void {
    this.#registry.setOverlay(overlay);
  }

  countDecisions(on: boolean): void {
    this.#tally = on ? (this.#tally ?? new Tally()) : null;
  }

  withoutCounting<T>(ask: () => T): T {
    const tally = this.#tally;
    this.#tally = null;
    try {
      return ask();
    } finally {
      this.#tally = tally;
    }
  }

  takeCounts(visitor: TallyVisitor): void {
    this.#tally?.take(visitor);
  }

  keys(): string[] {
    return [...this.#visible.keys()];
  }

  typeOf(key: string): FlagType | undefined {
    return this.#visible.get(key)?.flag?.type ?? undefined;
  }

  flagsUsingSegment(key: string): string[] {
    return this.#registry.keysWhere((flag) => flag.references.segments.includes(key));
  }

  dependentsOf(key: string): string[] {
    return this.#registry.keysWhere((flag) => flag.references.flags.includes(key));
  }

  affectedBy(keys: readonly string[]): string[] {
    if (keys.length === 0) return [];
    const affected = affectedKeys(this.#registry, keys);
    return this.keys().filter((key) => affected.has(key));
  }

  scheduledKeys(): string[] {
    const keys = scheduledKeys(this.#registry);
    return this.keys().filter((key) => keys.has(key));
  }

  nextScheduleInstant(now: number): number | null {
    return nextInstant(this.#registry, now);
  }

  #answer(node: FlagNode, context: Context, now: number, question: Question): Outcome {
    question.now = now;
    return answer(node, subject(context), question);
  }

  /** The question, or a new one while a getter of a context that is asked about asks in turn. */
  #free(): Question {
    if (this.#question.busy === true) this.#question = new Question();
    return this.#question;
  }
}

const NOBODY: Context = {};

function subject(context: unknown): Context {
  return typeof context === 'object' && context !== null ? (context as Context) : NOBODY;
}
