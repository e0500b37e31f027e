import { z } from 'zod';
import { descriptionSchema, instantSchema, pageFields, pageOf, writeFields } from './api-fields.js';
import { segmentRuleInputSchema, segmentRuleSchema } from './targeting.js';

/** How many ids a list may hold is a rule of the domain (LIST_TOO_LONG); a request is bounded by its size. */
const ids = z.array(z.string().max(1_024));

const editable = {
  name: z.string().trim().max(200),
  description: descriptionSchema,
  /** Attribute the lists are matched against; null for `id`. */
  by: z.string().max(256).nullable(),
  rules: z.array(segmentRuleInputSchema).max(1_000),
};

/** A segment as listed: its lists by length only. */
export const segmentSummarySchema = z.strictObject({
  id: z.uuid(),
  key: z.string(),
  name: z.string(),
  description: z.string(),
  by: z.string().nullable(),
  rules: z.array(segmentRuleSchema),
  includedCount: z.int(),
  excludedCount: z.int(),
  version: z.int(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type SegmentSummary = z.output<typeof segmentSummarySchema>;

/** A segment as read: with its lists, and the flags that name it. */
export const segmentSchema = segmentSummarySchema.extend({
  included: z.array(z.string()),
  excluded: z.array(z.string()),
  usedBy: z.array(z.string()),
});
export type Segment = z.output<typeof segmentSchema>;

/** Body of `POST …/segments`. */
export const createSegmentSchema = z.strictObject({
  key: z.string().max(256),
  ...z.strictObject(editable).partial().shape,
  included: ids.optional(),
  excluded: ids.optional(),
  ...writeFields,
});
export type CreateSegment = z.output<typeof createSegmentSchema>;

/** Body of `PATCH …/segments/:segment`: the members that change; a list given replaces the stored one. */
export const updateSegmentSchema = createSegmentSchema.omit({ key: true });
export type UpdateSegment = z.output<typeof updateSegmentSchema>;

/** Body of `POST …/segments/:segment/members`: ids to add to and remove from one of the lists. */
export const segmentMembersSchema = z.strictObject({
  list: z.enum(['included', 'excluded']),
  add: ids.default([]),
  remove: ids.default([]),
  ...writeFields,
});
export type SegmentMembers = z.output<typeof segmentMembersSchema>;

/** Query of `GET …/segments`. */
export const segmentsQuerySchema = z.strictObject({
  ...pageFields,
  search: z.string().max(200).optional(),
});
export type SegmentsQuery = z.output<typeof segmentsQuerySchema>;

/** A page of segments, by key. */
export const segmentPageSchema = pageOf(segmentSummarySchema);
export type SegmentPage = z.output<typeof segmentPageSchema>;
