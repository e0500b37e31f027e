import type { z } from 'zod';
import { AppError } from '../errors/app-error.js';

/** The cursor of the page that starts after the row with these sort keys. */
export function encodeCursor(keys: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(keys), 'utf8').toString('base64url');
}

/** Sort keys of a cursor, or `null` where none was given; INVALID_CURSOR for one that no list issued. */
export function decodeCursor<T>(cursor: string | undefined, schema: z.ZodType<T>): T | null {
  if (cursor === undefined) return null;
  const parsed = schema.safeParse(jsonOf(cursor));
  if (!parsed.success) throw new AppError('INVALID_CURSOR', { cursor });
  return parsed.data;
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
