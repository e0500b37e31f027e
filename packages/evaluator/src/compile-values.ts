import { isRecord } from './wire.js';
import type { FlagType, Json } from './snapshot.js';

/** A flag's type and the values of its variants. */
export interface TypedValues {
  readonly type: FlagType;
  readonly values: ReadonlyMap<string, Json>;
}

const BOOLEAN: TypedValues = {
  type: 'boolean',
  values: new Map([
    ['on', true],
    ['off', false],
  ]),
};

/** Type and values of a wire flag; null where either is malformed. JSON values are frozen copies, so that no caller can change another's answer. */
export function compileValues(type: unknown, variants: unknown): TypedValues | null {
  if (!isRecord(variants)) return null;
  if (type === 'boolean') return isOnOff(variants) ? BOOLEAN : null;
  if (type !== 'string' && type !== 'number' && type !== 'json') return null;
  const entries = Object.entries(variants);
  if (!entries.every(([, value]) => isOfType(type, value))) return null;
  return {
    type,
    values: new Map(entries.map(([name, value]) => [name, frozenCopy(value as Json)])),
  };
}

/** Whether serving a variant enables a flag with this off variant, where there was no error (evaluation.md §6). */
export function enables(
  variant: string | null,
  { type, values }: TypedValues,
  offVariant: string | null,
): boolean {
  if (variant === null) return false;
  return type === 'boolean' ? values.get(variant) === true : variant !== offVariant;
}

function isOnOff(variants: Readonly<Record<string, unknown>>): boolean {
  const { on, off } = variants;
  return on === true && off === false && Object.keys(variants).length === 2;
}

function isOfType(type: 'string' | 'number' | 'json', value: unknown): boolean {
  if (type === 'json') return value !== undefined;
  return type === 'number' ? Number.isFinite(value) : typeof value === 'string';
}

function frozenCopy(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === 'object' && part !== null ? Object.freeze(part) : part,
  ) as Json;
}
