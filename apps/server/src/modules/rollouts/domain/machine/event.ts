/** What can happen to a rollout. `from` names the entry that the caller saw, so that a repeated request does not act twice. */
export type RolloutEvent =
  | { readonly kind: 'tick' }
  | { readonly kind: 'pause'; readonly reason?: 'UNREADABLE' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'advance'; readonly from: number }
  | { readonly kind: 'step-back'; readonly from: number }
  | { readonly kind: 'rollback'; readonly reason: string }
  | { readonly kind: 'rollback-to'; readonly percentage: number }
  | { readonly kind: 'abort' }
  | { readonly kind: 'flag-disabled' }
  | { readonly kind: 'arms-edited' };
