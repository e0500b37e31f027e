import type { Flag } from '@sluice/evaluator';
import { referencesOf, sameReferences } from './references.js';
import type { WireItem } from './wire-item.js';

/** A flag that a write touched: its wire form now (null: archived), and what is stored of it in both views. */
export interface TouchedFlag {
  readonly key: string;
  readonly next: Flag | null;
  readonly clientVisible: boolean;
  readonly server: WireItem | undefined;
  readonly client: WireItem | undefined;
}

/**
 * Whether the closure of the client view may have changed. While a flag names the same flags and
 * segments as before and is as visible as before, only its own items can differ.
 */
export function needsFullPlan(flags: readonly TouchedFlag[]): boolean {
  return flags.some((flag) => !keepsClosure(flag));
}

function keepsClosure({ next, clientVisible, server, client }: TouchedFlag): boolean {
  if (next === null) return client === undefined;
  // New, and nothing can have named it before it was there.
  if (server === undefined) return !clientVisible;
  const old = JSON.parse(server.body) as Flag;
  if (!sameReferences(referencesOf(old), referencesOf(next)))
    return client === undefined && !clientVisible;
  return clientVisible === (client !== undefined && !isHidden(client));
}

/** Whether a stored item of the client view is there only as somebody's parent. */
export function isHidden(item: WireItem): boolean {
  return (JSON.parse(item.body) as Flag).hidden === true;
}
