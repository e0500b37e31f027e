import { FAILS } from './conditions/verdict.js';
import { compileParts } from './compile-parts.js';
import { compileValues, enables, type TypedValues } from './compile-values.js';
import { isOptionalBoolean, isRecord, type WireRecord } from './wire.js';
import { isUnderstood } from './level.js';
import { offOutcomesOf } from './outcome.js';
import { NO_REFERENCES, RecordingLinks, type Links } from './links.js';
import type { CompiledFlag } from './flag-node.js';
import type { FlagType } from './snapshot.js';

/** The compiled form of whatever stands under a flag's key; what is malformed answers its off variant, if it has one, and `GENERAL`. */
export function compileFlag(key: string, wire: unknown, links: Links): CompiledFlag {
  try {
    return wellFormedFlag(key, wire, links) ?? unusableFlag(wire);
  } catch {
    return unusableFlag(null);
  }
}

function wellFormedFlag(key: string, wire: unknown, links: Links): CompiledFlag | null {
  if (!isRecord(wire) || wire.key !== key || typeof wire.enabled !== 'boolean') return null;
  if (wire.needs !== undefined && !isUnderstood(wire.needs)) return null;
  if (wire.onShutdown !== 'off' && wire.onShutdown !== 'keep') return null;
  if (!isOptionalBoolean(wire.hidden)) return null;
  const typed = compileValues(wire.type, wire.variants);
  if (typed === null || !isOffVariant(wire.offVariant, typed)) return null;
  const recorded = new RecordingLinks(links);
  const off = offOutcomesOf(wire.offVariant, enables(wire.offVariant, typed, wire.offVariant));
  const frame = { typed, off, offVariant: wire.offVariant, links: recorded };
  const parts = compileParts(wire, frame);
  if (parts === null) return null;
  const asksParents = recorded.flags.length > 0;
  return {
    type: typed.type,
    values: typed.values,
    hidden: wire.hidden === true,
    unusable: false,
    enabled: wire.enabled,
    keep: wire.onShutdown === 'keep',
    off,
    asksParents,
    ...parts,
    direct: asksParents || parts.targets.length > 0 ? null : parts.first,
    references: recorded.references(),
  };
}

function isOffVariant(variant: unknown, { values }: TypedValues): variant is string | null {
  return variant === null || (typeof variant === 'string' && values.has(variant));
}

/** What is left of a flag that is malformed or needs a newer evaluator: its type and off variant where they make sense. */
function unusableFlag(wire: unknown): CompiledFlag {
  const known: WireRecord = isRecord(wire) ? wire : {};
  const typed = compileValues(known.type, known.variants);
  const usable = typed !== null && isOffVariant(known.offVariant, typed);
  const variant = usable ? (known.offVariant as string | null) : null;
  return {
    type: typed?.type ?? typeIn(known),
    values: typed?.values ?? new Map(),
    hidden: known.hidden === true,
    unusable: true,
    enabled: false,
    keep: false,
    off: offOutcomesOf(variant, typed !== null && enables(variant, typed, variant)),
    asksParents: false,
    prerequisites: [],
    targets: [],
    rules: [],
    first: FAILS,
    direct: null,
    constant: null,
    references: NO_REFERENCES,
  };
}

const TYPES: readonly unknown[] = ['boolean', 'string', 'number', 'json'];

function typeIn({ type }: WireRecord): FlagType | null {
  return TYPES.includes(type) ? (type as FlagType) : null;
}
