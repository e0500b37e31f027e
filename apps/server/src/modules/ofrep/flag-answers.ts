import type { Context, Evaluator } from '@sluice/evaluator';
import type { SnapshotStore, StoredEnvironment, ViewName } from '../delivery/index.js';
import type { LiveEvaluators } from '../overlay/index.js';
import type { AnswerCounts } from './answer-counts.js';
import { answerOf, type OfrepFailedFlag, type OfrepSuccess } from './domain/answer-of.js';
import { answerText } from './domain/answer-text.js';
import { NO_NOTES, notesOf, type FlagNotes } from './domain/flag-notes.js';

interface KnownNotes {
  readonly version: number;
  readonly notes: FlagNotes;
}

/** The answer of one flag. */
export interface FlagAnswer {
  readonly status: number;
  /** JSON text. */
  readonly body: string;
}

/** One view of one environment, ready to be asked. */
export interface AnswerableView {
  readonly environment: StoredEnvironment;
  readonly view: ViewName;
  readonly evaluator: Evaluator;
}

/** Answers OFREP's questions from memory, with the evaluators that the replica keeps up to date. */
export class FlagAnswers {
  readonly #keys = new WeakMap<Evaluator, { revision: number; keys: readonly string[] }>();
  readonly #notes = new WeakMap<object, KnownNotes>();

  constructor(
    private readonly store: SnapshotStore,
    private readonly evaluators: LiveEvaluators,
    private readonly counts: AnswerCounts,
  ) {}

  /** The view that a key may see; `null` where this replica does not hold it. */
  viewOf(environmentId: string, view: ViewName): AnswerableView | null {
    const environment = this.store.get(environmentId);
    const evaluator = this.evaluators.evaluatorOf(environmentId, view);
    if (environment === undefined || evaluator === null) return null;
    return { environment, view, evaluator };
  }

  /** The answer of one flag, counted as an evaluation. */
  one(asked: AnswerableView, key: string, context: Context, now: number): FlagAnswer {
    const detail = asked.evaluator.evaluate(key, context, now);
    this.counts.count(asked.environment.state.id, detail);
    const { metadata, fractional } = this.#notesOf(asked, key);
    const answer = answerOf(detail, metadata);
    return { status: statusOf(answer), body: answerText(answer, fractional) };
  }

  /** JSON text of the answers of all flags that may be asked for, in order of their keys, so that every replica gives the same bytes. */
  allText(asked: AnswerableView, context: Context, now: number): string {
    let text = '';
    for (const key of this.#keysOf(asked.evaluator)) {
      const detail = asked.evaluator.evaluate(key, context, now);
      const { metadata, fractional } = this.#notesOf(asked, key);
      const answer = answerText(answerOf(detail, metadata), fractional);
      text += text === '' ? answer : `,${answer}`;
    }
    return `[${text}]`;
  }

  #keysOf(evaluator: Evaluator): readonly string[] {
    const { revision } = evaluator;
    const known = this.#keys.get(evaluator);
    if (known?.revision === revision) return known.keys;
    // A flag too malformed to have a type is not found when asked for.
    const keys = evaluator.keys().filter((key) => evaluator.typeOf(key) !== undefined);
    keys.sort();
    this.#keys.set(evaluator, { revision, keys });
    return keys;
  }

  #notesOf({ environment, view }: AnswerableView, key: string): FlagNotes {
    const item = environment.state[view].flags.get(key);
    if (item === undefined) return NO_NOTES;
    const known = this.#notes.get(item);
    if (known?.version === item.version) return known.notes;
    const notes = notesOf(item.body);
    this.#notes.set(item, { version: item.version, notes });
    return notes;
  }
}

function statusOf(answer: OfrepSuccess | OfrepFailedFlag): number {
  if (!('errorCode' in answer)) return 200;
  return answer.errorCode === 'FLAG_NOT_FOUND' ? 404 : 400;
}
