import type { ErrorCode } from '@sluice/protocol';
import type { DescribedRoute } from './described-routes.js';

/** Facts about an operation that decide how it can fail. */
export interface OperationFacts {
  readonly method: string;
  readonly hasBody: boolean;
  readonly isPaged: boolean;
  readonly hasParameters: boolean;
}

const IDEMPOTENT: ErrorCode[] = ['IDEMPOTENCY_KEY_REUSED'];
const EDITING = new Set(['patch', 'put', 'delete']);

/** Every code that a route may answer, sorted: those of its kind and those it names itself. */
export function errorsOf({ access, answer }: DescribedRoute, facts: OperationFacts): ErrorCode[] {
  const codes = new Set<ErrorCode>([...answer.errors, ...accessErrors(access), 'INTERNAL']);
  const add = (when: boolean, ...more: ErrorCode[]): void => {
    if (when) for (const code of more) codes.add(code);
  };
  add(facts.hasParameters || facts.hasBody || answer.command, 'INVALID_REQUEST');
  add(facts.hasBody, 'INVALID_JSON', 'BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE');
  add(facts.isPaged, 'INVALID_CURSOR');
  add(answer.command, 'WRITE_CONTENTION', 'ARCHIVED');
  add(answer.command && facts.method === 'post', ...IDEMPOTENT);
  add(answer.command && EDITING.has(facts.method), 'VERSION_REQUIRED', 'VERSION_STALE');
  return [...codes].sort();
}

function accessErrors(access: DescribedRoute['access']): ErrorCode[] {
  if (access.kind === 'public') return [];
  if (access.kind === 'sdk-key') {
    return [
      'UNAUTHENTICATED',
      'KEY_INVALID',
      'KEY_REVOKED',
      'WRONG_CREDENTIAL_KIND',
      'RATE_LIMITED',
    ];
  }
  const always: ErrorCode[] = [
    'UNAUTHENTICATED',
    'WRONG_CREDENTIAL_KIND',
    'RATE_LIMITED',
    'DATABASE_UNAVAILABLE',
  ];
  const placed = access.scope === 'project' || access.scope === 'environment';
  return [
    ...always,
    ...(placed ? (['NOT_FOUND'] as const) : []),
    ...(access.role !== 'viewer' ? (['FORBIDDEN'] as const) : []),
  ];
}
