import { isArray, isRecord, type WireRecord } from './wire.js';
import type { FlagNode } from './flag-node.js';
import type { Outcome } from './outcome.js';

/** What a flag asks of a parent (evaluation.md §3.5). */
export interface Requirement {
  readonly parent: FlagNode;
  /** Variants that will do; null where the parent has to be on or off. */
  readonly variants: readonly string[] | null;
  /** Where `variants` is null: whether the parent has to be on. */
  readonly on: boolean;
}

/** Whether the answer of a parent meets a requirement; one that is missing or malformed, or ends the question, meets none. */
export function isMet({ variants, on }: Requirement, parent: Outcome): boolean {
  if (variants === null) return parent.enabled === on && parent.unusable !== true;
  return servesOneOf(variants, parent);
}

function servesOneOf(variants: readonly string[], parent: Outcome): boolean {
  return parent.variant !== null && !wasStopped(parent) && variants.includes(parent.variant);
}

function wasStopped({ reason }: Outcome): boolean {
  return (
    reason === 'DISABLED' ||
    reason === 'SHUTDOWN' ||
    reason === 'PREREQUISITE_FAILED' ||
    reason === 'ERROR'
  );
}

/** The compiled form of a prerequisite or flag condition; null for anything malformed. */
export function compileRequirement(
  wire: unknown,
  parentOf: (key: string) => FlagNode,
): Requirement | null {
  if (!isRecord(wire) || typeof wire.flag !== 'string') return null;
  if (wire.state !== undefined && wire.variants !== undefined) return null;
  if (wire.state !== undefined && wire.state !== 'on' && wire.state !== 'off') return null;
  const variants = variantsOf(wire);
  if (variants === undefined) return null;
  return { parent: parentOf(wire.flag), variants, on: wire.state !== 'off' };
}

function variantsOf({ variants }: WireRecord): readonly string[] | null | undefined {
  if (variants === undefined) return null;
  if (!isArray(variants)) return undefined;
  return variants.filter((variant) => typeof variant === 'string');
}
