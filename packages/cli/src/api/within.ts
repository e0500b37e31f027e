/**
 * What `act` answers, given a signal that aborts with `signal` or after `ms`. Not by
 * `AbortSignal.timeout`: in Node 20 the collector may take one that is only followed by another signal
 * before it fires, and what waits for it waits for ever (nodejs/node#57736).
 */
export async function within<T>(
  ms: number,
  signal: AbortSignal,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort(new DOMException(`no answer within ${ms} ms`, 'TimeoutError'));
  }, ms);
  try {
    return await act(AbortSignal.any([signal, late.signal]));
  } finally {
    clearTimeout(timer);
  }
}
