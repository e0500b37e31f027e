import type { Json } from '@sluice/evaluator';

/** One entry of an audit chain: exactly what is canonicalised and authenticated. */
export interface AuditEvent {
  /** A project id, or `global`. */
  readonly chain: string;
  /** 1, 2, 3 … within the chain, without gaps. */
  readonly seq: number;
  /** RFC 3339, UTC, milliseconds; clock of the database. */
  readonly at: string;
  readonly actor: { readonly kind: string; readonly id: string; readonly name: string };
  readonly action: string;
  readonly resource: string;
  readonly projectId: string | null;
  readonly environmentId: string | null;
  readonly requestId: string;
  readonly comment: string;
  readonly before: Json;
  readonly after: Json;
  readonly details: Json;
}
