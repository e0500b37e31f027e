import { AppError } from '../../platform/errors/app-error.js';
import type { Problem } from './domain/problem.js';

const MAX_SHOWN = 50;

/** Throws the first problem as an AppError, with all of them in `details.problems`; nothing when there is none. */
export function throwProblems(problems: readonly Problem[]): void {
  const [first] = problems;
  if (first === undefined) return;
  const shown = problems
    .slice(0, MAX_SHOWN)
    .map(({ code, message, details }) => ({ code, message, ...details }));
  throw new AppError(
    first.code,
    { ...first.details, ...(problems.length > 1 && { problems: shown }) },
    { message: first.message },
  );
}
