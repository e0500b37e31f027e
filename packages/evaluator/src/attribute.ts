import { internalised } from './internalised.js';
import type { Context } from './evaluator.js';
import type { Question } from './question.js';

/** The name of a context attribute, prepared for reading. */
export class Attribute {
  constructor(
    /** Internalised, so that the engine compares it by pointer. */
    readonly name: string,
    readonly slot: number,
    /** The parts of a dotted name, else null. */
    readonly path: readonly string[] | null,
  ) {}
}

/** The slot of dotted names, which no single property answers. */
export const DOTTED = 0;
/** The last slot, which all names share that come after the first. */
const SHARED = 8;
const slotted = new Map<string, Attribute>();

/** The prepared form of an attribute's name. */
export function attributeNamed(name: string): Attribute {
  const known = slotted.get(name);
  if (known !== undefined) return known;
  const own = internalised(name);
  const path = name.includes('.') ? name.split('.') : null;
  const slot = path === null ? Math.min(slotted.size + 1, SHARED) : DOTTED;
  const attribute = new Attribute(own, slot, path);
  if (slot !== DOTTED && slot !== SHARED) slotted.set(own, attribute);
  return attribute;
}

/** The attribute bucketing uses unless told otherwise. */
export const ID = attributeNamed('id');

/** An own, non-null property with the exact name, else own properties along the path of a dotted name; undefined where missing (evaluation.md §4). */
export function readOwn(context: Context, attribute: Omit<Attribute, 'slot'>): unknown {
  if (Object.hasOwn(context, attribute.name)) {
    const value = context[attribute.name];
    if (value != null) return value;
  }
  if (attribute.path === null) return undefined;
  let value: unknown = context;
  for (const part of attribute.path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part))
      return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value ?? undefined;
}

/** What plain objects inherit from. */
export const INHERITED = Object.prototype as Context;

/** Whether a context inherits from nothing but `Object.prototype`. False only costs time, and is said of a proxy that will not tell. */
export function isPlain(context: Context): boolean {
  try {
    return HAS_ACCESSOR
      ? context.__proto__ === INHERITED
      : Object.getPrototypeOf(context) === INHERITED;
  } catch {
    return false;
  }
}

/** The accessor folds into the check of the object's shape, `getPrototypeOf` does not; but `node --disable-proto` takes it away. */
const HAS_ACCESSOR = hasAccessor();

function hasAccessor(): boolean {
  try {
    return ({} as Context).__proto__ === INHERITED;
  } catch {
    return false;
  }
}

/** The string that buckets and id lists use: a non-empty string, or a safe integer in decimal; null where missing (evaluation.md §5). */
export function bucketingValue(context: Context, by: Attribute, question: Question): string | null {
  if (by !== ID || question.plain !== true || INHERITED.id !== undefined)
    return uncommonValue(context, by);
  const { id } = context;
  return typeof id === 'string' && id !== '' ? id : uncommonValue(context, by);
}

/** The same for any context and attribute; slower. */
export function uncommonValue(context: Context, by: Omit<Attribute, 'slot'>): string | null {
  const value = readOwn(context, by);
  if (typeof value === 'string') return value === '' ? null : value;
  return Number.isSafeInteger(value) ? String(value) : null;
}
