import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from './errors.js';

/** Body of every error answer, as a schema. */
export const errorBodySchema = z.strictObject({
  code: z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
  requestId: z.string(),
});
