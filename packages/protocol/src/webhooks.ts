import { z } from 'zod';
import { instantSchema, nameSchema, pageFields, pageOf, writeFields } from './api-fields.js';
import { WEBHOOK_EVENTS } from './words/webhook-events.js';

/** A kind of event that webhooks are told of. */
export type WebhookEventKind = (typeof WEBHOOK_EVENTS)[number] | 'webhook.test';

const MAX_ENVIRONMENTS = 100;

const name = nameSchema;
/** `sluice`: the event as JSON, signed. `slack`: a message that Slack and what speaks like it show. */
const format = z.enum(['sluice', 'slack']);
const url = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).max(2_000);
const events = z
  .array(z.enum(['*', ...WEBHOOK_EVENTS]))
  .min(1, 'name at least one kind of event, or "*" for all')
  .max(WEBHOOK_EVENTS.length + 1)
  .transform((items) => (items.includes('*') ? ['*'] : [...new Set<string>(items)]));
const environments = z.array(z.string().min(1).max(256)).min(1).max(MAX_ENVIRONMENTS).nullable();

/** A webhook as answered. Its URL and its secret are not in it: both can be secrets of somebody. */
export const webhookSchema = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  format,
  /** Host and last characters, enough to tell one from another. */
  urlHint: z.string(),
  /** Kinds of events, or `["*"]`. */
  events: z.array(z.string()),
  /** Keys of the environments whose events are sent; null for all. */
  environments: z.array(z.string()).nullable(),
  enabled: z.boolean(),
  /** Why the server disabled it; null unless it did. */
  disabledReason: z.string().nullable(),
  /** Since when nothing has arrived; null while all is well. */
  failingSince: instantSchema.nullable(),
  /** Deliveries that wait for their turn. */
  waiting: z.int(),
  /** Number of the last event for it. */
  sequence: z.int(),
  version: z.int(),
  createdBy: z.string(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Webhook = z.output<typeof webhookSchema>;

/** A webhook with the secret that its requests are signed with, which is shown this once. */
export const createdWebhookSchema = webhookSchema.extend({ secret: z.string() });
export type CreatedWebhook = z.output<typeof createdWebhookSchema>;

/** A page of webhooks, by name. */
export const webhookPageSchema = pageOf(webhookSchema);
export type WebhookPage = z.output<typeof webhookPageSchema>;

/** Body of `POST …/webhooks`. */
export const createWebhookSchema = z.strictObject({
  name,
  url,
  format: format.default('sluice'),
  events: events.default(['*']),
  environments: environments.default(null),
  enabled: z.boolean().default(true),
  ...writeFields,
});
export type CreateWebhook = z.output<typeof createWebhookSchema>;

/** Body of `PATCH …/webhooks/:id`. */
export const updateWebhookSchema = z.strictObject({
  name: name.optional(),
  url: url.optional(),
  format: format.optional(),
  events: events.optional(),
  environments: environments.optional(),
  enabled: z.boolean().optional(),
  ...writeFields,
});
export type UpdateWebhook = z.output<typeof updateWebhookSchema>;

const MAX_OVERLAP_HOURS = 168;
const DEFAULT_OVERLAP_HOURS = 24;

/** Body of `POST …/webhooks/:id/rotate`: for how long requests are signed with the old secret as well. */
export const rotateWebhookSchema = z
  .strictObject({
    overlapHours: z.number().min(0).max(MAX_OVERLAP_HOURS).default(DEFAULT_OVERLAP_HOURS),
    ...writeFields,
  })
  .prefault({});
export type RotateWebhook = z.output<typeof rotateWebhookSchema>;

/** `pending`: still to be sent, or sent again. `failed`: given up after about a day. */
export const deliveryStateSchema = z.enum(['pending', 'delivered', 'failed']);

/** One try to deliver. `status` and `error` are both null while it is under way, or if its replica was lost. */
export const deliveryAttemptSchema = z.strictObject({
  number: z.int(),
  at: instantSchema,
  status: z.int().nullable(),
  durationMs: z.int().nullable(),
  error: z.string().nullable(),
});

/** One event on its way to one webhook. */
export const deliverySchema = z.strictObject({
  id: z.uuid(),
  sequence: z.int(),
  eventId: z.uuid(),
  type: z.string(),
  title: z.string(),
  state: deliveryStateSchema,
  attempts: z.int(),
  /** When it is tried next; null unless it is pending. */
  nextAttemptAt: instantSchema.nullable(),
  createdAt: instantSchema,
  settledAt: instantSchema.nullable(),
  /** Outcome of the last attempt in words; null before the first and after success. */
  lastError: z.string().nullable(),
});
export type Delivery = z.output<typeof deliverySchema>;

/** A page of deliveries, newest first. */
export const deliveryPageSchema = pageOf(deliverySchema);
export type DeliveryPage = z.output<typeof deliveryPageSchema>;

/** A delivery with what was sent and every attempt. */
export const deliveryDetailSchema = deliverySchema.extend({
  event: z.json(),
  log: z.array(deliveryAttemptSchema),
});
export type DeliveryDetail = z.output<typeof deliveryDetailSchema>;

/** Query of `GET …/deliveries`. */
export const deliveriesQuerySchema = z.strictObject({
  ...pageFields,
  state: deliveryStateSchema.optional(),
});
export type DeliveriesQuery = z.output<typeof deliveriesQuerySchema>;
