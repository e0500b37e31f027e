import type { Condition } from '@sluice/evaluator';
import type { RolloutDraft, ServeDraft } from '../../targeting/index.js';
import type { StoredTarget } from '../../wire/index.js';

/** A rule as sent: its id tells an old rule from a new one, seeds may be left to us. */
export interface RuleDraft {
  readonly id?: string | undefined;
  readonly conditions: readonly Condition[];
  readonly rollout?: RolloutDraft | undefined;
  readonly serve: ServeDraft;
}

/** Ids that get one variant, as sent. */
export interface TargetDraft extends Omit<StoredTarget, 'by'> {
  readonly by?: string | undefined;
}

/** The members of a configuration that a write replaces. */
export interface ConfigPatch {
  readonly enabled?: boolean | undefined;
  readonly offVariant?: string | null | undefined;
  readonly targets?: readonly TargetDraft[] | undefined;
  readonly rules?: readonly RuleDraft[] | undefined;
  readonly fallthrough?: ServeDraft | undefined;
}
