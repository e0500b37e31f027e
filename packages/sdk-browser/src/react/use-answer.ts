import { useRef, useSyncExternalStore } from 'react';
import type { EvaluationDetail, Json } from '@sluice/evaluator';
import { isSameJson } from './is-same-json.js';
import { isServerAhead } from './is-server-ahead.js';
import { renderedDetail } from './rendered-detail.js';
import type { SluiceScope } from './sluice-context.js';

/** A question that a component asks on every render. */
export interface Question<T> {
  readonly key: string;
  /** What is answered where the flag has no value: with the key, all that makes two questions differ. */
  readonly fallback: Json | undefined;
  /** Asks the client. */
  readonly live: () => T;
  /** Takes what it wants of a detail that the server rendered with. */
  readonly rendered: (detail: EvaluationDetail) => T;
}

interface Answer<T> {
  readonly value: T;
  readonly scope: SluiceScope;
  readonly generation: number;
  readonly key: string;
  readonly fallback: unknown;
  /** It is what the server rendered with. */
  readonly isServers: boolean;
}

/**
 * The answer to a question, kept up to date. A component renders again only when the answer is
 * another one: equal objects count as the same, and the one it has is kept. The client is asked
 * once per change of flags, not once per render.
 */
export function useAnswer<T>(scope: SluiceScope, question: Question<T>): T {
  const live = useRef<Answer<T> | null>(null);
  const rendered = useRef<Answer<T> | null>(null);
  const { key, fallback } = question;
  const known = (): T =>
    question.rendered(renderedDetail(scope.serverDetails ?? {}, key, fallback));
  const ask = (): T => {
    const isServers = isServerAhead(scope);
    const answer = isServers ? known : question.live;
    return answerFrom(live, scope, { key, fallback, isServers, answer });
  };
  const askServer = (): T =>
    scope.serverDetails === null
      ? ask()
      : answerFrom(rendered, scope, { key, fallback, isServers: true, answer: known });
  return useSyncExternalStore(scope.feed.subscribe, ask, askServer);
}

interface Held<T> {
  current: Answer<T> | null;
}

interface Asked<T> extends Pick<Answer<T>, 'key' | 'fallback' | 'isServers'> {
  readonly answer: () => T;
}

/** The held answer where it is one to this question and no flag changed since, else a new one in its place. */
function answerFrom<T>(
  held: Held<T>,
  scope: SluiceScope,
  { key, fallback, isServers, answer }: Asked<T>,
): T {
  const last = held.current;
  const { generation } = scope.feed;
  if (
    last !== null &&
    last.scope === scope &&
    last.generation === generation &&
    last.key === key &&
    last.isServers === isServers &&
    isSameJson(last.fallback, fallback)
  )
    return last.value;
  const fresh = answer();
  const value = last !== null && isSameJson(last.value, fresh) ? last.value : fresh;
  held.current = { value, scope, generation, key, fallback, isServers };
  return value;
}
