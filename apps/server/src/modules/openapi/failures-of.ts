import { ERROR_CODES, type ErrorCode } from '@sluice/protocol';

/** The responses for these codes, by status: each says what its codes mean. */
export function failuresOf(codes: readonly ErrorCode[]): Record<string, object> {
  const byStatus: Record<string, ErrorCode[]> = {};
  for (const code of codes) (byStatus[ERROR_CODES[code].status] ??= []).push(code);
  const entries = Object.entries(byStatus).map(([status, some]) => [status, failure(some)]);
  return Object.fromEntries(entries) as Record<string, object>;
}

function failure(codes: readonly ErrorCode[]): object {
  return {
    description: codes.map((code) => `\`${code}\`: ${ERROR_CODES[code].message}`).join('\n\n'),
    'x-error-codes': codes,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorBody' } } },
  };
}
