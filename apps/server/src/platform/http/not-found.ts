import { AppError } from '../errors/app-error.js';
import type { RouteTable } from './route-table.js';

const MAX_SHOWN = 200;

/** The refusal of a request no route took: METHOD_NOT_ALLOWED where another method would be answered, else NOT_FOUND. */
export function noRouteError(table: RouteTable, method: string, url: string): AppError {
  const path = (url.split('?')[0] ?? '').replace(/(.)\/$/, '$1');
  const allow = table.methodsOf(path);
  if (allow.length > 0 && !allow.includes(method)) {
    return new AppError('METHOD_NOT_ALLOWED', { method, allow });
  }
  return new AppError(
    'NOT_FOUND',
    { path: path.slice(0, MAX_SHOWN) },
    { message: `There is nothing at ${method} ${path.slice(0, MAX_SHOWN)}. See /api/docs.` },
  );
}
