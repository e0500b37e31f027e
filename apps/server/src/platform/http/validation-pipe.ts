import { Injectable, StandardSchemaValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { AppError } from '../errors/app-error.js';

const MAX_ISSUES = 100;
const MAX_NAMED = 3;
const MAX_GIVEN = 80;

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What a schema found wrong, on its way to where the value is known. */
class ShapeMismatch extends Error {
  constructor(readonly issues: readonly Issue[]) {
    super('shape mismatch');
  }
}

/**
 * Validates every parameter that declares a zod schema; a failure is INVALID_REQUEST, whose message
 * names the first fields and what they held, with each field in `details.issues`. Unlike Nest's own it
 * does not silently drop keys named `constructor` or `prototype`: schemas refuse what they do not know,
 * and JSON with `__proto__` never gets here.
 */
@Injectable()
export class ValidationPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: (issues) => new ShapeMismatch(issues) });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    try {
      return await super.transform(value, metadata);
    } catch (error) {
      throw error instanceof ShapeMismatch ? refusal(error.issues, value) : error;
    }
  }

  protected override stripProtoKeys(): void {}
}

function refusal(issues: readonly Issue[], value: unknown): AppError {
  const shown = issues.slice(0, MAX_ISSUES).map(({ path = [], message }) => {
    const keys = path.map((part) => String(typeof part === 'object' ? part.key : part));
    const given = givenAt(value, keys);
    return { path: keys.join('.'), message, ...(given !== undefined && { given }) };
  });
  const details = {
    issues: shown,
    ...(issues.length > MAX_ISSUES && { omitted: issues.length - MAX_ISSUES }),
  };
  return new AppError('INVALID_REQUEST', details, { message: messageOf(shown) });
}

interface ShownIssue {
  readonly path: string;
  readonly message: string;
  readonly given?: string;
}

function messageOf(issues: readonly ShownIssue[]): string {
  const named = issues.slice(0, MAX_NAMED).map(({ path, message, given }) => {
    const what = given === undefined ? message : `${message}, got ${given}`;
    return path === '' ? what : `${path}: ${what}`;
  });
  const more = issues.length > MAX_NAMED ? ' See details.issues for the rest.' : '';
  return `The request does not have the expected shape. ${named.join('; ')}.${more} The shapes are at /api/docs.`;
}

/** The scalar at a path, as JSON, cut short; undefined where there is none. */
function givenAt(value: unknown, path: readonly string[]): string | undefined {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  if (at === undefined || (typeof at === 'object' && at !== null)) return undefined;
  const text = JSON.stringify(at);
  return text.length > MAX_GIVEN ? `${text.slice(0, MAX_GIVEN)}…` : text;
}
