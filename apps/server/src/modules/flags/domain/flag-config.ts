import type { FlagType, Rule, Serve } from '@sluice/evaluator';
import type { StoredTarget } from '../../wire/index.js';

/** A flag's configuration in one environment; also what its history keeps. */
export interface FlagConfigState {
  readonly enabled: boolean;
  readonly offVariant: string | null;
  readonly targets: readonly StoredTarget[];
  readonly rules: readonly Rule[];
  readonly fallthrough: Serve;
}

/** The members that make a configuration, in the order in which history and audit show them. */
export function configOf(config: FlagConfigState): FlagConfigState {
  const { enabled, offVariant, targets, rules, fallthrough } = config;
  return { enabled, offVariant, targets, rules, fallthrough };
}

/**
 * Where a new flag begins in every environment: disabled, so that it serves `false` or nothing. Enabled, a
 * boolean flag is on for everyone; any other serves no value until someone says which.
 */
export function initialConfig(type: FlagType): FlagConfigState {
  const boolean = type === 'boolean';
  return {
    enabled: false,
    offVariant: boolean ? 'off' : null,
    targets: [],
    rules: [],
    fallthrough: { variant: boolean ? 'on' : null },
  };
}

/** Whether a write leaves everything but `enabled` as it stands, told by identity: nothing is compared in depth. */
export function isToggle(before: FlagConfigState, after: FlagConfigState): boolean {
  return (
    after.targets === before.targets &&
    after.rules === before.rules &&
    after.fallthrough === before.fallthrough &&
    after.offVariant === before.offVariant
  );
}
