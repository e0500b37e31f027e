import type { Json } from '@sluice/evaluator';
import type { GuardMemory } from './domain/guards/guard-memory.js';
import type { Health } from './domain/machine/facts.js';
import type { Rollout } from './domain/machine/rollout.js';
import type { FullSettings } from './domain/settings-from.js';

/** A rollout as stored. */
export interface StoredRollout {
  readonly id: string;
  readonly environmentId: string;
  readonly flagId: string;
  readonly ruleId: string;
  readonly settings: FullSettings;
  readonly rollout: Rollout;
  readonly memory: GuardMemory;
  readonly health: Health | null;
  readonly sequence: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  /** What of its row could not be read, and is a safe guess here; absent where all of it could. */
  readonly unreadable?: string;
}

/** One line of a rollout's history. */
export interface StoredTransition {
  readonly sequence: number;
  readonly at: Date;
  readonly actor: string;
  readonly event: string;
  readonly fromState: Rollout['state'];
  readonly toState: Rollout['state'];
  readonly fromPercentage: number;
  readonly percentage: number;
  readonly step: number;
  readonly records: readonly Json[];
  readonly evidence: Json;
}
