import type { ObservedRequest } from '../ports/telemetry.js';

/**
 * Runs `work` as one request. What it returns or throws is passed on; of a promise, one that settles
 * the same way, because only so does a rejection that nobody handles stay one.
 */
export function observed<T>(request: ObservedRequest, work: () => T): T {
  let result: T;
  try {
    result = work();
  } catch (error) {
    request.end(true);
    throw error;
  }
  if (!isThenable(result)) {
    request.end(false);
    return result;
  }
  return result.then(
    (value) => {
      request.end(false);
      return value;
    },
    (error: unknown) => {
      request.end(true);
      throw error;
    },
  ) as T;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  try {
    return typeof (value as { then?: unknown }).then === 'function';
  } catch {
    return false;
  }
}
