import type { ErrorCode } from '@sluice/protocol';
import type { z } from 'zod';
import type { ImportProblem } from './import-problem.js';
import { jsonPointer } from './json-pointer.js';
import { shownValue } from './shown-value.js';

/** A parsed value, or every problem the schema found in it. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly ImportProblem[] };

/** `value` as `schema` reads it, or all of its problems with their place below `at`; never throws. */
export function checkSchema<T>(
  schema: z.ZodType<T>,
  value: unknown,
  at: readonly PropertyKey[],
): Checked<T> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, problems: result.error.issues.flatMap((issue) => problemsOf(issue, at)) };
}

function problemsOf(issue: z.core.$ZodIssue, at: readonly PropertyKey[]): ImportProblem[] {
  const path = [...at, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: jsonPointer([...path, key]),
      code: 'INVALID_REQUEST',
      message: `Unknown field ${shownValue(key)}: remove it.`,
    }));
  }
  return [
    {
      path: jsonPointer(path),
      code: codeOf(issue),
      message: `${issue.message}; got ${shownValue(issue.input)}.`,
    },
  ];
}

function codeOf(issue: z.core.$ZodIssue): ErrorCode {
  const params = issue.code === 'custom' ? issue.params : undefined;
  return (params?.code as ErrorCode | undefined) ?? 'INVALID_REQUEST';
}
