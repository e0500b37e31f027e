import type { Json } from '@sluice/evaluator';
import type { WebhookEventKind } from '@sluice/protocol';

/** One thing worth telling, as it is stored with each delivery of it. */
export interface WebhookEvent {
  /** The same in every attempt and for every webhook: receivers recognise repetitions by it. */
  readonly id: string;
  readonly type: WebhookEventKind;
  /** RFC 3339; clock of the database at commit. */
  readonly timestamp: string;
  /** One line for people, without markup. */
  readonly title: string;
  /** Why, in somebody's or a guard's words; empty where nobody said. */
  readonly reason: string;
  readonly project: string;
  /** Key; null for what concerns the whole project. */
  readonly environment: string | null;
  readonly actor: { readonly kind: string; readonly id: string; readonly name: string };
  readonly requestId: string;
  readonly data: Readonly<Record<string, Json>>;
}
