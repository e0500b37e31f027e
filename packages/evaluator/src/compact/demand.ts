import { isArray, isRecord, type WireRecord } from '../wire.js';

/** Throws unless it holds: what is being compiled is malformed or not understood. Whoever compiles a whole flag, rule or segment catches it. */
export function demand(holds: boolean): asserts holds {
  if (!holds) throw new Error();
}

/** An object of the wire; throws for anything else. */
export function recordIn(wire: unknown): WireRecord {
  demand(isRecord(wire));
  return wire;
}

/** A list of the wire; throws for anything else. */
export function listIn(wire: unknown): readonly unknown[] {
  demand(isArray(wire));
  return wire;
}

/** A text of the wire; throws for anything else. */
export function textIn(wire: unknown): string {
  demand(typeof wire === 'string');
  return wire;
}

/** A truth value that may be missing; throws for anything else. */
export function isSaid(wire: unknown): boolean {
  demand(wire === undefined || typeof wire === 'boolean');
  return wire === true;
}

/** What `compile` makes, or null where something in it is malformed. */
export function orNull<T>(compile: () => T): T | null {
  try {
    return compile();
  } catch {
    return null;
  }
}
