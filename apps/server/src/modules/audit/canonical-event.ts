import canonicalize from 'canonicalize';
import type { AuditEvent } from './domain/audit-event.js';

/** The canonical JSON (RFC 8785) of an event: equal events give equal bytes. */
export function canonicalEvent(event: AuditEvent): string {
  return canonicalize(event) ?? '';
}
