import type { Context, Evaluator, FlagMetadata } from '@sluice/evaluator';
import type { SnapshotStore, StoredEnvironment, ViewName } from '../delivery/index.js';
import type { LiveEvaluators } from '../overlay/index.js';
import type { AnswerCounts } from './answer-counts.js';
import { answerOf, type OfrepFailedFlag, type OfrepSuccess } from './domain/answer-of.js';
import { storedMetadataOf } from './domain/flag-metadata.js';

interface KnownMetadata {
  readonly version: number;
  readonly metadata: FlagMetadata | null;
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
  readonly #metadata = new WeakMap<object, KnownMetadata>();

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
  one(
    asked: AnswerableView,
    key: string,
    context: Context,
    now: number,
  ): OfrepSuccess | OfrepFailedFlag {
    const detail = asked.evaluator.evaluate(key, context, now);
    this.counts.count(asked.environment.state.id, detail);
    return answerOf(detail, this.#metadataOf(asked, key));
  }

  /** JSON text of the answers of all flags that may be asked for, in order of their keys, so that every replica gives the same bytes. */
  allText(asked: AnswerableView, context: Context, now: number): string {
    let text = '';
    for (const key of this.#keysOf(asked.evaluator)) {
      const detail = asked.evaluator.evaluate(key, context, now);
      const answer = JSON.stringify(answerOf(detail, this.#metadataOf(asked, key)));
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

  #metadataOf({ environment, view }: AnswerableView, key: string): FlagMetadata | null {
    const item = environment.state[view].flags.get(key);
    if (item === undefined) return null;
    const known = this.#metadata.get(item);
    if (known?.version === item.version) return known.metadata;
    const metadata = storedMetadataOf(item.body);
    this.#metadata.set(item, { version: item.version, metadata });
    return metadata;
  }
}
