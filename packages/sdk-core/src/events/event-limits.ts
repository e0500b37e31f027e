import type { EVENT_BATCH_LIMITS } from '@sluice/protocol';

/** The server's bounds of one batch, checked against the protocol by the compiler without importing zod. */
export const EVENT_LIMITS: typeof EVENT_BATCH_LIMITS = {
  counts: 10_000,
  unknown: 200,
  overrides: 1_000,
};

export const LONGEST_KEY = 128;
export const LONGEST_UNKNOWN_KEY = 256;
export const LARGEST_COUNT = 1_000_000_000;
