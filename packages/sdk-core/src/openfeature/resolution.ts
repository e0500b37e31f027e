import type { EvaluationFailure, FlagMetadata, StandardReason } from '@sluice/evaluator';

/** Error codes of our OpenFeature providers. */
export type ResolutionErrorCode =
  EvaluationFailure['errorCode'] | 'INVALID_CONTEXT' | 'PROVIDER_FATAL';

/** What a provider tells OpenFeature of one question (its `ResolutionDetails`); on an error `value` is the default. */
export interface Resolution<T> {
  readonly value: T;
  readonly variant?: string;
  readonly reason: StandardReason;
  readonly flagMetadata?: FlagMetadata;
  readonly errorCode?: ResolutionErrorCode;
  readonly errorMessage?: string;
}
