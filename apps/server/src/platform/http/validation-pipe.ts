import { Injectable, StandardSchemaValidationPipe } from '@nestjs/common';
import { AppError } from '../errors/app-error.js';

const MAX_ISSUES = 100;

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/**
 * Validates every parameter that declares a zod schema; a failure is INVALID_REQUEST with each field
 * in `details.issues`. Unlike Nest's own it does not silently drop keys named `constructor` or
 * `prototype`: schemas refuse what they do not know, and JSON with `__proto__` never gets here.
 */
@Injectable()
export class ValidationPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: refusal });
  }

  protected override stripProtoKeys(): void {}
}

function refusal(issues: readonly Issue[]): AppError {
  const shown = issues.slice(0, MAX_ISSUES).map(({ path = [], message }) => ({
    path: path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
    message,
  }));
  return new AppError('INVALID_REQUEST', {
    issues: shown,
    ...(issues.length > MAX_ISSUES && { omitted: issues.length - MAX_ISSUES }),
  });
}
