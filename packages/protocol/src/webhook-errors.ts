/** Error codes of webhooks; part of the one registry, `ERROR_CODES`. */
export const WEBHOOK_ERROR_CODES = {
  WEBHOOK_DISABLED: {
    status: 409,
    retryable: false,
    message:
      'This webhook is disabled, so nothing is sent to it. Enable it first: PATCH it with {"enabled": true}.',
  },
  TOO_MANY_WEBHOOKS: {
    status: 422,
    retryable: false,
    message: 'A project has at most 50 webhooks. Delete one, or let one receiver pass events on.',
  },
} as const;
