import { canonicalEvent } from './canonical-event.js';
import { chainHash } from './chain-hash.js';
import type { AuditEvent } from './domain/audit-event.js';
import type { ChainedRow, ChainHead } from './domain/chained-row.js';

/** The rows that continue a chain from `head` with `events`, whose `seq` this function gives. */
export function chainEvents(
  key: Buffer,
  head: ChainHead,
  events: readonly Omit<AuditEvent, 'seq'>[],
): ChainedRow[] {
  let { seq, hash } = head;
  return events.map((each) => {
    seq += 1;
    const event = canonicalEvent({ ...each, seq });
    const previousHash = hash;
    hash = chainHash(key, previousHash, event);
    return {
      chain: each.chain,
      seq,
      at: new Date(each.at),
      actor: each.actor.name,
      action: each.action,
      resource: each.resource,
      projectId: each.projectId,
      environmentId: each.environmentId,
      requestId: each.requestId,
      event,
      previousHash,
      hash,
    };
  });
}
