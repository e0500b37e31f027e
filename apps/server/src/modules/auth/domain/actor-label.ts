import type { Actor } from './actor.js';

/** How an actor is named in stored rows, for instance `token:6f1c… (deploy bot)`; stable for one credential. */
export function actorLabel(actor: Actor): string {
  return `${actor.kind}:${actor.id}`;
}
