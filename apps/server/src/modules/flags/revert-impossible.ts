import { CONFIRMABLE_CODES } from '@sluice/protocol';
import { AppError } from '../../platform/errors/app-error.js';

/** What `restore` returns; a refusal of it becomes `REVERT_IMPOSSIBLE` with the reason, unless a confirmation would do. */
export async function orRevertImpossible<T>(
  version: number,
  restore: () => Promise<T>,
): Promise<T> {
  try {
    return await restore();
  } catch (error) {
    const refused = error instanceof AppError && [409, 422].includes(error.status);
    if (!refused || CONFIRMABLE_CODES.some((code) => code === error.code)) throw error;
    throw new AppError(
      'REVERT_IMPOSSIBLE',
      { version, reason: { code: error.code, message: error.message, details: error.details } },
      {
        message: `Version ${version} cannot be restored as it stands: ${error.message}`,
        cause: error,
      },
    );
  }
}
