import { z } from 'zod';
import { CONFIRMABLE_CODES } from './words/confirmable-codes.js';

/** Instant in answers: RFC 3339, UTC, milliseconds. */
export const instantSchema = z.iso.datetime({ offset: true });

/** Key as given in a body; which keys are good is a rule of the domain (INVALID_KEY), not of the shape. */
export const keySchema = z.string().max(256);

/** Name shown to people. */
export const nameSchema = z.string().trim().min(1).max(200);

/** Longer text for people. */
export const descriptionSchema = z.string().max(10_000);

/** Fields every write may carry: a comment for the audit log, and the warnings its sender has read. */
export const writeFields = {
  comment: z.string().max(1_000).optional(),
  confirm: z.array(z.enum(CONFIRMABLE_CODES)).max(CONFIRMABLE_CODES.length).optional(),
};

/** Body of a write without fields of its own; may be left out. */
export const bareWriteSchema = z.strictObject(writeFields).optional();
export type BareWrite = z.output<typeof bareWriteSchema>;

const MAX_PAGE = 200;
const DEFAULT_PAGE = 50;

/** Query fields of every list. */
export const pageFields = {
  limit: z
    .string()
    .regex(/^\d{1,4}$/, `must be a whole number from 1 to ${MAX_PAGE}`)
    .transform(Number)
    .pipe(z.number().min(1).max(MAX_PAGE))
    .default(DEFAULT_PAGE),
  cursor: z.string().max(1_000).optional(),
};

/** Query of a list without filters. */
export const pageQuerySchema = z.strictObject(pageFields);

/** Query field that lists only archived things, or only those that are not (the default). */
export const archivedField = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .default(false);

/** One page of `item`; `nextCursor` is null on the last. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
