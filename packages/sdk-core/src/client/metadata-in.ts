import type { FlagMetadata } from '@sluice/evaluator';
import { isRecord } from '../wire/is-record.js';

/** The metadata in a flag's wire form; null where it has none, is none or is only there as somebody's parent. */
export function metadataIn(flag: unknown): FlagMetadata | null {
  if (!isRecord(flag) || flag.hidden === true || !isRecord(flag.metadata)) return null;
  return flag.metadata as FlagMetadata;
}
