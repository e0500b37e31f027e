import { AppError } from '../../src/platform/errors/app-error.js';

/** The error that an attempt is refused with; fails the test where it is not. */
export async function refusalOf(attempt: Promise<unknown>): Promise<AppError> {
  const error: unknown = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}
