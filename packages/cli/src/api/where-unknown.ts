import { ApiFailure } from './api-failure.js';

/** `work`; where the server does not know what it names, the refusal carries `advice`, and keeps its own where that is null. */
export async function whereUnknown<T>(
  work: () => Promise<T>,
  advice: () => Promise<string | null>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isUnknown = error instanceof ApiFailure && error.body.code === 'NOT_FOUND';
    if (!isUnknown) throw error;
    throw new ApiFailure(error.status, error.body, (await advice()) ?? error.advice);
  }
}
