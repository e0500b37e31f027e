import { applyDecorators, HttpCode, SetMetadata, UseInterceptors } from '@nestjs/common';
import type { ErrorCode } from '@sluice/protocol';
import type { z } from 'zod';
import { CommandInterceptor } from './command.interceptor.js';

/** Metadata key under which a route keeps its {@link Answer}. */
export const ANSWER = 'sluice:answer';

/** What a route answers: read by the OpenAPI document and by the test that no route lacks it. */
export interface Answer {
  readonly status: number;
  readonly schema: z.ZodType | null;
  readonly description: string;
  /** Codes beyond those that every route of its kind may answer. */
  readonly errors: readonly ErrorCode[];
  /** It sends a command: dry runs, idempotency and versions apply. */
  readonly command: boolean;
}

/** What a decorator says about an answer. */
export interface AnswerOptions {
  readonly status?: number;
  /** `null` for an answer without a body (204). */
  readonly schema: z.ZodType | null;
  readonly description: string;
  readonly errors?: readonly ErrorCode[];
}

const answerOf = (options: AnswerOptions, command: boolean): Answer => ({
  status: options.status ?? 200,
  schema: options.schema,
  description: options.description,
  errors: options.errors ?? [],
  command,
});

/** The route reads: it answers its handler's value. */
export const Reads = (options: AnswerOptions): MethodDecorator =>
  applyDecorators(HttpCode(options.status ?? 200), SetMetadata(ANSWER, answerOf(options, false)));

/**
 * The route sends a command: its handler returns the executor's outcome, of which the result is
 * answered, with the new version as `ETag` and the revision as `Sluice-Revision`; a dry run answers
 * 200 with `{ dryRun: true, result, changes }`.
 */
export const Sends = (options: AnswerOptions): MethodDecorator =>
  applyDecorators(
    HttpCode(options.status ?? 200),
    SetMetadata(ANSWER, answerOf(options, true)),
    UseInterceptors(CommandInterceptor),
  );
