import { AppError } from '../errors/app-error.js';

const MAX_DEPTH = 64;
// NUL and lone surrogates: PostgreSQL refuses both in text and jsonb.
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** Whether PostgreSQL can hold `text` as it is: no NUL character and no lone surrogate. */
export function isStorableText(text: string): boolean {
  return !UNSTORABLE.test(text);
}

/**
 * Throws INVALID_REQUEST where a key or string anywhere in `value` cannot be stored, or where it is
 * nested deeper than 64 levels; walks with its own stack, so depth cannot exhaust the call stack.
 */
export function refuseUnstorableText(value: unknown, where: string): void {
  const stack: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (typeof item.value === 'string') requireStorable(item.value, where);
    else if (typeof item.value === 'object' && item.value !== null) {
      if (item.depth >= MAX_DEPTH) throw tooDeep(where);
      for (const [key, child] of Object.entries(item.value)) {
        if (!Array.isArray(item.value)) requireStorable(key, where);
        stack.push({ value: child, depth: item.depth + 1 });
      }
    }
  }
}

function requireStorable(text: string, where: string): void {
  if (isStorableText(text)) return;
  throw new AppError('INVALID_REQUEST', {
    issues: [
      {
        path: where,
        message: `holds a NUL character or a lone surrogate, which cannot be stored: ${JSON.stringify(text.slice(0, 80))}`,
      },
    ],
  });
}

function tooDeep(where: string): AppError {
  return new AppError('INVALID_REQUEST', {
    issues: [{ path: where, message: `is nested deeper than ${MAX_DEPTH} levels` }],
  });
}
