import type { FlagType, Json, Prerequisite, Rule, SegmentRule, Serve } from '@sluice/evaluator';
import type { StoredFlag, StoredTarget } from './domain/stored-flag.js';
import type { StoredSegment } from './domain/stored-segment.js';
import type { WireItem } from './domain/wire-item.js';

/** A flag joined with its configuration in one environment. */
export interface FlagRow {
  readonly id: string;
  readonly key: string;
  readonly type: FlagType;
  readonly variants: Record<string, Json>;
  readonly metadata: Record<string, string | number | boolean>;
  readonly prerequisites: Prerequisite[];
  readonly on_shutdown: 'off' | 'keep';
  readonly client_visible: boolean;
  readonly archived: boolean;
  readonly enabled: boolean;
  readonly off_variant: string | null;
  readonly targets: StoredTarget[];
  readonly rules: Rule[];
  readonly fallthrough: Serve;
}

export interface SegmentRow {
  readonly key: string;
  readonly by_attribute: string | null;
  readonly included: string[];
  readonly excluded: string[];
  readonly rules: SegmentRule[];
}

/** What is stored of an item in both views, nulls where it is in neither. */
export interface ItemColumns {
  readonly server_version: number | null;
  readonly server_body: string | null;
  readonly client_version: number | null;
  readonly client_body: string | null;
}

/** The flag in a row, as the domain has it. */
export function storedFlagOf(row: FlagRow): StoredFlag {
  const { on_shutdown, client_visible, off_variant, archived: _archived, ...same } = row;
  return {
    ...same,
    onShutdown: on_shutdown,
    clientVisible: client_visible,
    offVariant: off_variant,
  };
}

/** The segment in a row, as the domain has it. */
export function storedSegmentOf(row: SegmentRow): StoredSegment {
  const { key, by_attribute, included, excluded, rules } = row;
  return { key, ...(by_attribute !== null && { by: by_attribute }), included, excluded, rules };
}

/** The stored item of one view in a row, undefined where there is none. */
export function itemOf(row: ItemColumns, view: 'server' | 'client'): WireItem | undefined {
  const version = row[`${view}_version`];
  const body = row[`${view}_body`];
  return version === null || body === null ? undefined : { version, body };
}
